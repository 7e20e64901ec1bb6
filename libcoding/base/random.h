/*
 * random.h - numbers that look random and are the same for the same seed.
 *
 * SplitMix64: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom
 * number generators", OOPSLA 2014.  For samples and orders that a reader
 * can reproduce, not for secrets.
 */
#ifndef EMIC_BASE_RANDOM_H
#define EMIC_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random {
	uint64_t state; /* start with the seed */
};

/* The next 64 bits. */
uint64_t random_next(struct random *r);

/* A number from 0 to N-1, each as likely (rejection, no modulo bias). */
size_t random_below(struct random *r, size_t n);

/* Put the N indexes at ITEMS into random order (Fisher and Yates, 1938). */
void random_shuffle(struct random *r, size_t *items, size_t n);

#endif
