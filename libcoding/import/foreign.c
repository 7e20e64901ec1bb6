#include "import/foreign.h"

#include <stddef.h>

#define EXPORT_AS_WORD "export its documents there, as Word or text"

static const struct foreign kinds[] = {
	{ "inqscr", "an InqScribe project",
	  "export it there as plain text, or as SubRip" },
	{ "xlsx xls xlsm ods numbers", "a spreadsheet",
	  "save the sheet as CSV" },
	{ "mp3 m4a wav wma ogg opus flac aac amr mp4 mov mkv avi webm 3gp",
	  "a recording", "transcribe it first" },
	{ "jpg jpeg png heic tif tiff gif", "a picture",
	  "what is written in it has to be recognised first" },
	{ "zip 7z rar gz tar", "an archive",
	  "unpack it; a chat is the text in it" },
	{ "nvp nvpx nvpx2", "an NVivo project", EXPORT_AS_WORD },
	{ "mx mx11 mx12 mx18 mx20 mx22 mx24 mqda mex mex20 mex22 mex24",
	  "a MAXQDA project", EXPORT_AS_WORD },
	{ "atlproj atlproj9 atlproj22 atlproj23 hpr7 copybundle",
	  "an ATLAS.ti project", EXPORT_AS_WORD },
	{ "qdpx", "a project of other programs (REFI-QDA)", EXPORT_AS_WORD },
	{ "qdc", "a codebook (REFI-QDA)",
	  "transcripts are in the project that it is from" },
	{ "pfsx", "what ELAN remembers of its windows",
	  "the transcript is in the .eaf" },
	{ "pages", "a Pages document", "export it there as Word" },
	{ "ppt pptx key odp", "slides", "save them as PDF or text" },
	{ "gdoc gsheet", "a link to Google's servers",
	  "download the document there as Word" },
};

const struct foreign *
foreign_kind(unsigned n)
{
	return n < sizeof(kinds) / sizeof(*kinds) ? &kinds[n] : NULL;
}
