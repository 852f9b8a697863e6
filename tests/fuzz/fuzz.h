/*
 * fuzz.h: a fuzz target is one function that takes any bytes. libFuzzer calls it where clang has it, else driver.c.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <yaodian/base.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
