#!/bin/sh
# pipeline.sh sizes FOLDER ... - how many bytes of text each file has, one a
# line.
# pipeline.sh store STORE DATABASE SIZES FOLDER ... - the same texts through a
# UTF-8 check into SQLite, a row each: what an import is measured by.
#
# Of Word's files the text is what is unpacked.  unzip takes the files of a
# folder as the folder has them, and so does find.
set -eu

sizes() { # FOLDER
	case $1 in
	*docx)
		find "$1" -type f | while IFS= read -r file; do
			unzip -l "$file" word/document.xml |
				awk 'NR == 4 { print $1 }'
		done
		;;
	*) find "$1" -type f | LC_ALL=C sort | while IFS= read -r file; do
		wc -c <"$file"
	done ;;
	esac
}

texts() { # FOLDER
	case $1 in
	*docx) unzip -p "$1/*.docx" word/document.xml ;;
	*) cat "$1"/* ;;
	esac
}

every() { # FUNCTION FOLDER ...
	function=$1
	shift
	for folder; do
		"$function" "$folder"
	done
}

what=$1
shift
case $what in
sizes) every sizes "$@" ;;
store)
	store=$1
	database=$2
	sizes=$3
	shift 3
	LC_ALL=C every texts "$@" 2>/dev/null | iconv -f UTF-8 -t UTF-8 |
		"$store" "$database" "$sizes"
	;;
esac
