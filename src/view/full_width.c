/* Keys that an input method left on sends, and the keys they stand on. */
#include <yaodian/view.h>

/*
 * Full-width forms are U+FF01 to U+FF5E in the order of ASCII, and the ideographic space. The rest
 * is the punctuation that the input methods for Chinese put on an American keyboard; both of a pair
 * stand on one key. 、 stands on \ and, with some, on /, which is the one that does something here.
 */
static const struct {
	uint32_t cp;
	char key;
} marks[] = {
	{0x3000, ' '},
	{0x3001, '/'},
	{0x3002, '.'},
	{0x3010, '['},
	{0x3011, ']'},
	{0x300A, '<'},
	{0x300B, '>'},
	{0x3008, '<'},
	{0x3009, '>'},
	{0x300C, '{'},
	{0x300D, '}'},
	{0x300E, '{'},
	{0x300F, '}'},
	{0x3014, '['},
	{0x3015, ']'},
	{0x2018, '\''},
	{0x2019, '\''},
	{0x201C, '"'},
	{0x201D, '"'},
	{0x2026, '^'},
	{0x2014, '_'},
	{0x00B7, '`'},
	{0x00D7, '*'},
	{0xFFE5, '$'},
	{0x00A5, '$'},
};

yd_key yd_key_stands_on(yd_key key)
{
	if (key >= 0xFF01 && key <= 0xFF5E)
		return key - 0xFF01 + '!';
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (marks[i].cp == key)
			return (yd_key)marks[i].key;
	return key;
}

bool yd_key_is_half(yd_key key)
{
	return key == 0x2026 || key == 0x2014;
}
