#include <yaodian/base.h>

#include <sha2.h>

void yd_sha256(const void *bytes, size_t len, uint8_t out[YD_SHA256_SIZE])
{
	SHA2_CTX ctx;
	SHA256Init(&ctx);
	SHA256Update(&ctx, bytes, len);
	SHA256Final(out, &ctx);
}

void yd_sha256_hex(const uint8_t digest[YD_SHA256_SIZE], char out[2 * YD_SHA256_SIZE + 1])
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < YD_SHA256_SIZE; i++) {
		out[2 * i] = digits[digest[i] >> 4];
		out[2 * i + 1] = digits[digest[i] & 15];
	}
	out[2 * YD_SHA256_SIZE] = '\0';
}
