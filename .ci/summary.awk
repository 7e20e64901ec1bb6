# summary.awk - read TAP files, print what failed, and count.
#
# Beside each X.tap stands X.rc with the exit status of what wrote it.  The
# last line is "N passed, N failed".  Counted as failed are also: a test
# that was skipped or is to be done, planned tests that did not run, a
# missing plan, a plan of nothing, and an exit status that no failed test
# explains.

function complain(text) {
	failed++
	failed_here++
	printf "not ok %s: %s\n", name, text
}

function end_file(    rc, file) {
	file = path
	sub(/\.tap$/, ".rc", file)
	if ((getline rc < file) <= 0)
		complain("no exit status")
	close(file)
	if (plan == "") {
		complain("no plan")
	} else if (plan == 0) {
		complain("plans no test")
	} else if (ran != plan) {
		complain("planned " plan " tests but ran " ran)
		if (plan > ran)
			failed += plan - ran - 1
	}
	if (rc != 0 && failed_here == 0)
		complain("exit status " rc " though all tests passed")
}

FNR == 1 {
	if (path != "")
		end_file()
	path = name = FILENAME
	sub(/.*\//, "", name)
	sub(/\.tap$/, "", name)
	seen[FILENAME] = 1
	plan = ""
	ran = failed_here = showing = 0
}

/^1\.\.[0-9]+/ {
	if (plan != "")
		complain("a second plan")
	plan = substr($1, 4) + 0
	next
}

/^(not )?ok( |$)/ {
	ran++
	showing = 0
	text = $0
	sub(/^(not )?ok *[0-9]* *(- )?/, "", text)
	if (toupper(text) ~ /(^|[^\\])# *(SKIP|TO[D]O)/) {
		complain(text " (nothing may be skipped)")
	} else if ($1 == "not") {
		complain(text)
		showing = 40
	} else {
		passed++
	}
	next
}

/^Bail out!/ {
	complain($0)
	next
}

# What stands behind a failed test explains it.
showing > 0 {
	showing--
	print "\t" $0
}

END {
	if (path != "")
		end_file()
	for (i = 1; i < ARGC; i++) {
		if (ARGV[i] in seen)
			continue
		name = ARGV[i]
		complain("printed nothing")
	}
	if (passed + failed == 0) {
		name = "summary"
		complain("no tests")
	}
	printf "%d passed, %d failed\n", passed, failed
	exit failed > 0
}
