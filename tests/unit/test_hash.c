#include "base/hash.h"

#include <criterion/criterion.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define RANDOM_CHARS 23 /* of a guid: before its count */

/* The example of FIPS 180-4 for a message of one block. */
Test(hash, the_hash_is_sha_256)
{
	char hash[HASH_SIZE];

	hash_bytes("abc", 3, hash);
	cr_expect_str_eq(hash, "ba7816bf8f01cfea414140de5dae2223"
	                       "b00361a396177a9cb410ff61f20015ad");
}

Test(hash, guids_come_in_order_and_none_twice)
{
	char last[GUID_SIZE], guid[GUID_SIZE];
	int i;

	hash_guid(last);
	for (i = 0; i < 100000; i++) {
		hash_guid(guid);
		cr_assert_eq(strlen(guid), 36);
		cr_assert_eq(strspn(guid, "0123456789abcdef-"), 36);
		cr_assert(guid[8] == '-' && guid[13] == '-' &&
		          guid[18] == '-' && guid[23] == '-');
		cr_assert_eq(guid[14], '8', "the version");
		cr_assert_not_null(strchr("89ab", guid[19]), "the variant");
		cr_assert_lt(strcmp(last, guid), 0);
		memcpy(last, guid, sizeof(last));
	}
}

Test(hash, the_guids_of_two_processes_are_of_two_kinds)
{
	char mine[GUID_SIZE], others[GUID_SIZE] = "";
	int fds[2];
	pid_t child;

	cr_assert_eq(pipe(fds), 0);
	child = fork();
	cr_assert_geq(child, 0);
	if (child == 0) {
		hash_guid(others);
		_exit(write(fds[1], others, GUID_SIZE) != GUID_SIZE);
	}
	hash_guid(mine);
	cr_assert_eq(read(fds[0], others, GUID_SIZE), GUID_SIZE);
	waitpid(child, NULL, 0);
	cr_expect_neq(strncmp(mine, others, RANDOM_CHARS), 0);
	cr_expect_neq(strcmp(mine + RANDOM_CHARS, others + RANDOM_CHARS), 0);
	close(fds[0]);
	close(fds[1]);
}
