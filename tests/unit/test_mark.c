#include "base/error.h"
#include "fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* One turn; the hit's unit is its sentence, its anchor "listened". */
static const char talk[] =
    "A: We talked. She listened to me then. I felt heard.\n";

static struct project *p;
static struct codebook *b;
static struct marks marks;
static struct error err;
static int64_t document, code, other;
static struct span unit, anchor, whole;

static void
setup(void)
{
	p = fixture_project();
	document = fixture_document(p, "a", talk);
	code = fixture_code(p, "listening");
	other = fixture_code(p, "trust");
	unit = fixture_find(p, document, "She listened to me then.");
	anchor = fixture_find(p, document, "listened");
	whole = fixture_find(p, document,
	                     "We talked. She listened to me "
	                     "then. I felt heard.");
}

static void
teardown(void)
{
	marks_release(&marks);
	codebook_free(b);
	project_close(p);
}
TestSuite(mark, .init = setup, .fini = teardown);

/* All marks, as "judged 14-38 for ana; unread ..." */
static const char *
read_marks(void)
{
	static char out[1000];
	struct transcript_view *v = fixture_open(p, document);
	size_t i, len = 0;

	codebook_free(b);
	marks_release(&marks);
	cr_assert_eq(codebook_read(p, &b, &err), 0);
	cr_assert_eq(marks_read(p, b, v, NULL, &marks, &err), 0);
	out[0] = '\0';
	for (i = 0; i < marks.n; i++) {
		const struct mark *k = &marks.items[i];
		const char *basis = k->basis == BASIS_ANSWERED
		                        ? "answered"
		                        : basis_name(k->basis);

		len += (size_t)snprintf(
		    out + len, sizeof(out) - len, "%s%s %zu-%zu %s %s",
		    i ? "; " : "", basis, k->start, k->end,
		    stance_name(k->stance),
		    k->coder == SIZE_MAX ? "rule"
		                         : marks.coders.items[k->coder]);
	}
	document_close(v);
	return out;
}

static void
hit(void)
{
	fixture_hit(p, code, document, unit, anchor, false);
}

static void
coding(const char *coder, struct span s, const char *stance, const char *how)
{
	fixture_coding(p, code, document, coder, s, stance, how);
}

static void
verdict(const char *coder, struct span s, const char *answer)
{
	fixture_verdict(p, code, document, coder, s, answer);
}

Test(mark, a_hit_that_nobody_answered_is_unread)
{
	hit();
	cr_expect_str_eq(read_marks(), "unread 14-38 for rule");
	cr_expect_eq(marks.items[0].anchor_start, anchor.start);
	cr_expect_eq(marks.items[0].rule, 1);
}

Test(mark, a_coding_is_judged_if_a_person_read_it)
{
	coding("ana", unit, "for", "read");
	coding("ben", whole, "for", "imported");
	cr_expect_str_eq(read_marks(),
	                 "judged 3-52 for ben; judged 14-38 for ana");
}

Test(mark, a_piped_coding_is_unread_until_somebody_answers)
{
	coding("ana", unit, "for", "piped");
	cr_expect_str_eq(read_marks(), "unread 14-38 for ana");
	verdict("ben", whole, "rejected");
	cr_expect_str_eq(read_marks(), "");
}

Test(mark, a_piped_coding_under_a_judged_one_is_none)
{
	coding("ana", anchor, "for", "piped");
	coding("ben", unit, "for", "read");
	cr_expect_str_eq(read_marks(), "judged 14-38 for ben");
}

Test(mark, a_hit_that_was_rejected_is_none)
{
	hit();
	verdict("ana", unit, "rejected");
	cr_expect_str_eq(read_marks(), "");
}

Test(mark, a_hit_that_was_accepted_is_its_coding)
{
	hit();
	verdict("ana", unit, "accepted");
	coding("ana", unit, "for", "read");
	cr_expect_str_eq(read_marks(),
	                 "judged 14-38 for ana; answered 14-38 for rule");
}

Test(mark, accepted_by_one_and_rejected_by_another_is_disputed)
{
	hit();
	verdict("ana", unit, "accepted");
	coding("ana", unit, "for", "read");
	verdict("ben", unit, "rejected");
	cr_expect_str_eq(read_marks(),
	                 "disputed 14-38 for ana; disputed 14-38 for rule");
}

Test(mark, a_coder_who_changes_their_mind_is_no_dispute)
{
	coding("ana", unit, "for", "read");
	verdict("ana", unit, "rejected");
	cr_expect_str_eq(read_marks(), "judged 14-38 for ana");
}

Test(mark, rejected_stays_rejected_when_rules_are_applied_again)
{
	struct span longer = unit;

	hit();
	verdict("ana", unit, "rejected");
	/* the rules have changed: another unit, other matched words */
	fixture_exec(p, "DELETE FROM packed_hit");
	fixture_hit(p, code, document, whole,
	            fixture_find(p, document, "She listened"), false);
	cr_expect_str_eq(read_marks(), "");
	/* but words that nobody has answered are found anew */
	fixture_exec(p, "DELETE FROM packed_hit");
	longer.end = whole.end;
	fixture_hit(p, code, document, whole, longer, false);
	cr_expect_str_eq(read_marks(), "unread 3-52 for rule");
}

Test(mark, a_verdict_is_about_its_own_code)
{
	hit();
	fixture_verdict(p, other, document, "ana", unit, "rejected");
	cr_expect_str_eq(read_marks(), "unread 14-38 for rule");
}

Test(mark, a_coding_over_the_matched_words_answers_the_hit)
{
	hit();
	coding("ana", anchor, "for", "read");
	cr_expect_str_eq(read_marks(),
	                 "answered 14-38 for rule; judged 18-26 for ana");
}

Test(mark, a_coding_of_another_code_or_other_words_answers_nothing)
{
	hit();
	fixture_coding(p, other, document, "ana", whole, "for", "read");
	coding("ana", fixture_find(p, document, "to me"), "for", "read");
	cr_expect_str_eq(read_marks(),
	                 "unread 14-38 for rule; judged 27-32 for ana; "
	                 "judged 3-52 for ana");
}

Test(mark, a_coding_against_answers_a_hit_that_speaks_for)
{
	hit();
	coding("ana", unit, "against", "read");
	cr_expect_str_eq(read_marks(), "judged 14-38 against ana");
}

Test(mark, a_mixed_coding_speaks_both_ways)
{
	hit();
	coding("ana", unit, "mixed", "read");
	cr_expect_str_eq(read_marks(),
	                 "judged 14-38 mixed ana; answered 14-38 for rule");
	cr_expect(marks.items[0].stance & STANCE_FOR);
	cr_expect(marks.items[0].stance & STANCE_AGAINST);
}

Test(mark, a_disputed_coding_answers_no_hit)
{
	hit();
	coding("ana", whole, "for", "read");
	verdict("ben", fixture_find(p, document, "I felt heard."), "rejected");
	cr_expect_str_eq(read_marks(),
	                 "disputed 3-52 for ana; unread 14-38 for rule");
}

Test(mark, orphaned_work_is_left_out)
{
	hit();
	coding("ana", unit, "for", "read");
	verdict("ana", unit, "rejected");
	fixture_exec(p, "UPDATE coding SET orphaned = 1");
	fixture_exec(p, "UPDATE verdict SET orphaned = 1");
	cr_expect_str_eq(read_marks(), "unread 14-38 for rule");
}

Test(mark, marks_of_retired_codes_are_left_out)
{
	hit();
	coding("ana", unit, "for", "read");
	fixture_exec(p, "UPDATE code SET retired = 1");
	cr_expect_str_eq(read_marks(), "");
}

Test(mark, hits_of_a_longer_text_are_not_read)
{
	struct span far = { 1000, 1010 };

	fixture_hit(p, code, document, far, far, false);
	cr_expect_str_eq(read_marks(), "");
}

Test(mark, any_coding_or_verdict_is_judged_work)
{
	bool any = true;

	hit();
	cr_expect_eq(marks_any_judged(p, &any, &err), 0);
	cr_expect_not(any);
	verdict("ana", unit, "rejected");
	cr_expect_eq(marks_any_judged(p, &any, &err), 0);
	cr_expect(any);
}

Test(mark, names_go_there_and_back)
{
	static const unsigned bases[] = { BASIS_JUDGED, BASIS_UNREAD,
		                          BASIS_DISPUTED, BASIS_BOTH };
	unsigned s;
	size_t i;

	for (i = 0; i < 4; i++)
		cr_expect_eq(basis_find(basis_name(bases[i])), (int)bases[i]);
	cr_expect_str_eq(basis_name(BASIS_JUDGED | BASIS_UNREAD), "both");
	cr_expect_str_eq(basis_name(BASIS_JUDGED | BASIS_DISPUTED), "disputed");
	cr_expect_eq(basis_find("read"), -1);
	for (s = STANCE_FOR; s <= STANCE_MIXED; s++)
		cr_expect_eq(stance_find(stance_name(s)), (int)s);
	cr_expect_eq(stance_find("neutral"), -1);
}

Test(mark, marks_of_wanted_codes_only_are_read)
{
	bool wanted[2] = { false, true }; /* trust, not listening */
	struct transcript_view *v = fixture_open(p, document);

	hit();
	coding("ana", unit, "for", "read");
	fixture_hit(p, other, document, whole, anchor, true);
	fixture_coding(p, other, document, "ben", anchor, "for", "piped");
	cr_assert_eq(codebook_read(p, &b, &err), 0);
	cr_assert_eq(marks_read(p, b, v, wanted, &marks, &err), 0);
	cr_assert_eq(marks.n, 2);
	cr_expect_eq(marks.items[0].start, whole.start);
	cr_expect_eq(marks.items[1].start, anchor.start);
	marks_release(&marks);
	wanted[1] = false;
	cr_assert_eq(marks_read(p, b, v, wanted, &marks, &err), 0);
	cr_expect_eq(marks.n, 0);
	document_close(v);
}
