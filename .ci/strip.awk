# strip.awk - C without comments and without what stands in quotes: prints
# FILE:LINE:CODE, so that a search for a word finds only code.

FNR == 1 { comment = 0 }
{
	line = $0
	code = ""
	while (line != "") {
		if (comment) {
			i = index(line, "*/")
			if (!i)
				break
			line = substr(line, i + 2)
			comment = 0
			continue
		}
		if (!match(line, /\/\*|\/\/|"|'/)) {
			code = code line
			break
		}
		code = code substr(line, 1, RSTART - 1)
		mark = substr(line, RSTART, RLENGTH)
		line = substr(line, RSTART + RLENGTH)
		if (mark == "//")
			break
		if (mark == "/*") {
			comment = 1
			continue
		}
		# To the closing quote; \ takes the next character with it.
		while (line != "" && substr(line, 1, 1) != mark)
			line = substr(line, substr(line, 1, 1) == "\\" ? 3 : 2)
		line = substr(line, 2)
		code = code mark mark
	}
	print FILENAME ":" FNR ":" code
}
