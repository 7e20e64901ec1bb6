/*
 * floor FOLDER - read every file of FOLDER and see that it is UTF-8: the
 * least that an import has to do.
 */
#include "base/buf.h"
#include "base/error.h"
#include "base/utf8.h"

#include <dirent.h>
#include <stdio.h>

static int
check_folder(DIR *folder, const char *name)
{
	struct error err = { 0 };
	struct buf path = { 0 }, text = { 0 };
	const struct dirent *entry;
	int rc = 0;

	while (rc == 0 && (entry = readdir(folder)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		buf_clear(&path);
		buf_addf(&path, "%s/%s", name, entry->d_name);
		buf_clear(&text);
		rc = buf_read_file(&text, path.data, (size_t)1 << 30, &err);
		if (rc == 0 && !utf8_valid(buf_str(&text), text.len, NULL))
			rc = error_set(&err, ERR_FORMAT, "no UTF-8: '%s'",
			               path.data);
	}
	if (rc < 0)
		fprintf(stderr, "floor: %s\n", err.msg);
	buf_release(&text);
	buf_release(&path);
	return rc;
}

int
main(int argc, char **argv)
{
	DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
	int rc;

	if (!folder) {
		fprintf(stderr, "usage: floor FOLDER\n");
		return 2;
	}
	rc = check_folder(folder, argv[1]);
	closedir(folder);
	return rc < 0 ? 2 : 0;
}
