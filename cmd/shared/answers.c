#include "shared/answers.h"

#include "model/case_load.h"
#include "shared/command.h"

int
answers_load(struct project *p, struct answers *a, const char *path,
             struct error *err)
{
	struct case_load done = { 0 };
	struct records cases = { 0 };
	int rc;

	rc = answers_cases(a, &cases, err);
	if (rc == 0)
		rc = case_load(p, &cases, path, NULL, &done, err);
	if (rc == 0)
		command_note(
		    "%s: %zu new case%s, %zu value%s of attributes", path,
		    done.cases_new, done.cases_new == 1 ? "" : "s",
		    done.values_changed, done.values_changed == 1 ? "" : "s");
	case_load_release(&done);
	records_release(&cases);
	return rc;
}
