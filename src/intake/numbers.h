/*
 * numbers.h: the numbers that labels count with. Private to src/intake.
 */
#ifndef YD_INTAKE_NUMBERS_H
#define YD_INTAKE_NUMBERS_H

#include <yaodian/base.h>

/* Alphabets of numbers; several may be asked for at once. */
enum {
	YD_NUM_HAN = 1,     /* 七, 十二, 一百零五, digit by digit 一二; also Kangxi radicals, which some PDFs give */
	YD_NUM_DIGIT = 2,   /* 12, １２ */
	YD_NUM_FORMAL = 4,  /* 壹, 貳, 拾壹 */
	YD_NUM_STEM = 8,    /* 甲 to 癸 */
	YD_NUM_ROMAN = 16,  /* Ⅰ, ⅰ; I, IV as letters */
	YD_NUM_ROMAN_LOWER = 32, /* i, iv as letters */
	YD_NUM_UPPER = 64,  /* A, Ａ */
	YD_NUM_LOWER = 128, /* a, ａ */
};

/* No plan numbers so far; what is larger is a year or a count. */
#define YD_LARGEST_NUMBER 999u

/* Bytes of the number at the start of `text`, in the first of the alphabets that has one; 0: none, or too large. */
size_t yd_number_take(yd_str text, unsigned alphabets, unsigned *value);
/* Value of a digit of either width, or of a Chinese numeral's character (10 and 100 too); -1: it is none. */
int yd_digit_value(uint32_t cp);
int yd_han_value(uint32_t cp);

#endif
