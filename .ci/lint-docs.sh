# shellcheck shell=sh disable=SC2086,SC2016
# lint-docs.sh - rules about manual, map, tests and scripts; read by lint.

MAN=$(find man -name '*.[157]' | sort)

manual() {
	[ -n "$MAN" ] || echo "man/ has no pages"
	[ -z "$MAN" ] || mandoc -Tlint -Wwarning $MAN
}
rule "mandoc has no warning" manual

# The options in the table of --help; in the items of a page's lists.
help_options() { # PROGRAM
	"$1" --help </dev/null |
		sed -nE 's/^  (-[A-Za-z0-9]), (--[a-z0-9-]+).*/\1\n\2/p
			s/^      (--[a-z0-9-]+).*/\1/p' | sort -u
}
man_options() { # PAGE
	awk '/^\.It Fl / {
		flag = 0
		for (i = 2; i <= NF; i++) {
			if ($i ~ /^[A-Z][a-z]$/)
				flag = $i == "Fl"
			else if (flag && $i ~ /^-?[A-Za-z0-9][a-z0-9-]*$/)
				print "-" $i
		}
	}' "$1" | sort -u
}
# Pages on pages: emic.1 is the driver's, emic-NAME.1 that of cmd/NAME.c.
page_of() { # cmd/NAME.c
	name=$(basename "$1" .c)
	[ "$name" = emic ] && echo emic || echo "emic-$name"
}
help_and_man() {
	for source in cmd/*.c; do
		page=$(page_of "$source")
		[ -e "man/$page.1" ] || continue
		help_options "$O/bin/$page" >"$O/lint.help"
		man_options "man/$page.1" >"$O/lint.man"
		comm -23 "$O/lint.help" "$O/lint.man" |
			sed "s|^|man/$page.1 lacks |"
		comm -13 "$O/lint.help" "$O/lint.man" |
			sed "s|^|$page --help lacks |"
	done
}
rule "--help and the manual have the same options" help_and_man

companions() {
	for source in cmd/*.c; do
		name=$(basename "$source" .c)
		page=man/$(page_of "$source").1
		[ -e "$page" ] || echo "$source has no $page"
		[ -e "tests/cli/$name.t" ] ||
			echo "$source has no tests/cli/$name.t"
	done
	for page in man/emic-*.1; do
		name=${page#man/emic-}
		[ ! -e "$page" ] || [ -e "cmd/${name%.1}.c" ] ||
			echo "$page is about no command"
	done
}
rule "every command has a page and a test" companions

# The map names each header as `floor/module` (or `floor/module.h`).
map() {
	find libcoding -name '*.h' | sed 's|^libcoding/||; s|\.h$||' |
		sort >"$O/lint.headers"
	grep -oE '`[a-z]+/[a-z0-9_]+(\.h)?`' libcoding/README.md |
		tr -d '\140' | sed 's|\.h$||' | sort -u >"$O/lint.map"
	comm -23 "$O/lint.headers" "$O/lint.map" |
		sed 's|^|libcoding/README.md lacks |'
	comm -13 "$O/lint.headers" "$O/lint.map" |
		sed 's|^|libcoding/README.md names what is not there: |'
}
rule "libcoding/README.md lists every module" map

scripts() {
	shellcheck -e SC1091 $SH_FILES
}
rule "shellcheck has nothing to say" scripts

# Tests find each other's mistakes only if they can be run one by one.
executable() {
	for file in tests/cli/*.t; do
		[ -x "$file" ] || echo "$file is not executable"
		head -n 1 "$file" | grep -qx '#!/bin/sh' ||
			echo "$file does not begin with #!/bin/sh"
	done
}
rule "every test can be run by itself" executable

unfinished() {
	find cmd libcoding man tests .ci Makefile README.md -type f \
		! -path 'tests/data/*' ! -path 'tests/fuzz/seeds/*' \
		-exec grep -nE 'TO''DO|FIX''ME' {} +
}
rule "nothing is left for later" unfinished
