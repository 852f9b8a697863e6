/*
 * Where there is no libFuzzer: the seeds, and mutations of them, for -max_total_time=SECONDS; the
 * other options of libFuzzer are left out. It knows nothing of coverage, so it finds less. An input
 * that ends the program is in the file crash-input.
 */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_SEEDS = 4096, MOST_BYTES = 1 << 16 };

static yd_buf seeds[MOST_SEEDS];
static size_t seed_count;

static void read_seed(const char *folder, const char *name)
{
	char *path = yd_format("%s/%s", folder, name);
	FILE *file = name[0] == '.' ? NULL : fopen(path, "rb");
	free(path);
	if (!file || seed_count >= MOST_SEEDS)
		return;
	yd_buf *seed = &seeds[seed_count++];
	yd_buf_reserve(seed, MOST_BYTES);
	seed->len = fread(seed->ptr, 1, MOST_BYTES, file);
	fclose(file);
}

static void read_seeds(const char *folder)
{
	DIR *dir = opendir(folder);
	for (struct dirent *entry; dir && (entry = readdir(dir));)
		read_seed(folder, entry->d_name);
	if (dir)
		closedir(dir);
}

static size_t below(size_t most)
{
	return most ? (size_t)rand() % most : 0;
}

/* Changes a byte, removes some, doubles some, or takes some of another seed. */
static void mutate(yd_buf *input)
{
	size_t at = below(input->len), len = below(64);
	yd_buf out = {0};
	if (at + len > input->len)
		len = input->len - at;
	yd_buf_reserve(&out, 2 * MOST_BYTES);
	yd_buf_add(&out, input->ptr, at);
	switch (rand() % 4) {
	case 0:
		yd_buf_putc(&out, (char)rand());
		len = len ? 1 : 0;
		break;
	case 1:
		break;
	case 2:
		yd_buf_add(&out, input->ptr + at, len);
		len = 0;
		break;
	default: {
		const yd_buf *other = &seeds[below(seed_count)];
		size_t from = below(other->len), most = other->len - from;
		yd_buf_add(&out, other->ptr + from, most < 256 ? most : 256);
	}
	}
	yd_buf_add(&out, input->ptr + at + len, input->len - at - len);
	if (out.len > MOST_BYTES)
		out.len = MOST_BYTES;
	yd_buf_free(input);
	*input = out;
}

static void run(const yd_buf *input)
{
	FILE *file = fopen("crash-input", "wb");
	if (file) {
		fwrite(input->ptr, 1, input->len, file);
		fclose(file);
	}
	LLVMFuzzerTestOneInput((const uint8_t *)input->ptr, input->len);
}

int main(int argc, char **argv)
{
	time_t begin = time(NULL), seconds = 10;
	size_t runs = 0;
	for (int i = 1; i < argc; i++) {
		if (strncmp(argv[i], "-max_total_time=", 16) == 0)
			seconds = strtol(argv[i] + 16, NULL, 10);
		else if (argv[i][0] != '-')
			read_seeds(argv[i]);
	}
	if (!seed_count)
		yd_buf_puts(&seeds[seed_count++], "x");
	for (; time(NULL) - begin < seconds; runs++) {
		yd_buf input = {0};
		yd_buf_reserve(&input, MOST_BYTES);
		yd_buf_add_str(&input, yd_buf_str(&seeds[runs % seed_count]));
		for (size_t times = runs < seed_count ? 0 : 1 + below(8); times; times--)
			mutate(&input);
		run(&input);
		yd_buf_free(&input);
	}
	remove("crash-input");
	printf("%zu runs\n", runs);
	for (size_t i = 0; i < seed_count; i++)
		yd_buf_free(&seeds[i]);
	return 0;
}
