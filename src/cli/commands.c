/* The table of commands with their help texts. */
#include "base/base.h"

#include "cli/cli.h"

#define INPUT_OPTIONS "--input --published --source --threads --progress --trace --models"

const struct command cli_commands[] = {
    {"read", "reports to records: who did what to whom, and who says so",
     "usage: attest read [OPTION]... [FILE|FOLDER|-]...\n\n"
     "Reads reports and writes one record per report, in the order of the inputs.\n\n"
     "  --json            one JSON object a line (default when output is no terminal)\n"
     "  --pretty          for a person: incidents, positions, holders, quotes (default on a "
     "terminal)\n"
     "  --all-quotes      as --pretty, with the whole words of every claim\n"
     "  --compare         with several reports: what they say about the same slots, side by side\n"
     "  --input KIND      auto, text, html, jsonl, feed or warc (default auto)\n"
     "  --published DATE  publication date of every report, YYYY-MM-DD[Thh:mm[:ss]Z]\n"
     "  --source NAME     outlet of every report\n"
     "  --source-spans    add source_span (bytes of the file as received) beside every span\n"
     "  --actors FILE     PETRARCH/TABARI dictionary (repeatable)\n"
     "  --gazetteer FILE  GeoNames dump or place TSV (repeatable)\n"
     "  --cameo           add PETRARCH-style dyads\n"
     "  --cameo-halves    also those with one side that nobody names ('---')\n"
     "  --models FOLDER   model files to use instead of the built-in ones\n"
     "  --threads N       reports read at the same time (default 1); the output is the same\n"
     "  --progress        say how far it is on standard error (default on a terminal)\n"
     "  --trace           one JSON line per stage and report on standard error\n",
     INPUT_OPTIONS
     " --json --pretty --all-quotes --compare --source-spans --actors --gazetteer --cameo "
     "--cameo-halves",
     cmd_read},
    {"text", "main text and metadata only, as JSONL",
     "usage: attest text [OPTION]... [FILE|FOLDER|-]...\n\n"
     "Writes {id, url, title, byline, outlet, published, language, text} per report, and where "
     "there\n"
     "are any: updated; candidates (every value of the metadata, what gives it, its bytes of the\n"
     "source); notices (corrections and updates); duplicate (an earlier report of the same "
     "input).\n\n"
     "  --input KIND, --published DATE, --source NAME, --threads N, --progress, --trace: as for "
     "read\n",
     INPUT_OPTIONS, cmd_text},
    {"parse", "tokens, tags, trees, names and coreference as CoNLL-U",
     "usage: attest parse [OPTION]... [FILE|FOLDER|-]...\n\n"
     "Writes CoNLL-U. With --input conllu the given tokens and sentences are kept.\n\n"
     "  --input KIND      auto, text, html, jsonl or conllu\n"
     "  --threads N, --progress, --trace, --models FOLDER: as for read\n",
     INPUT_OPTIONS, cmd_parse},
    {"explain", "one claim of a record: its holder, evidence and rivals",
     "usage: attest explain RECORDS|BOOK CLAIM\n\n"
     "BOOK is a casebook; RECORDS is a file of 'attest read --json' (or - for standard input); "
     "CLAIM is an id like c3, "
     "or\n"
     "REPORT:c3 for a casebook and where the file holds several records.\n",
     "", cmd_explain},
    {"check", "records against the published schema and the laws",
     "usage: attest check [RECORDS|-]...\n\n"
     "Checks every line of the files (records of 'attest read --json') against the schema and the "
     "laws\n"
     "of the contract; names the first value that breaks one.\n",
     "", cmd_check},
    {"add", "reports into a casebook",
     "usage: attest add [OPTION]... BOOK [FILE|FOLDER|-]...\n\n"
     "Reads reports and puts them into the casebook BOOK (one SQLite file, made where it is "
     "missing), each\n"
     "whole or not at all. A report that is there already changes nothing. Cases are made by "
     "'attest link'.\n\n"
     "  --records         the files are records of 'attest read --json', not reports\n"
     "  --input KIND, --published DATE, --source NAME, --actors FILE, --gazetteer FILE, --models "
     "FOLDER,\n"
     "  --threads N, --progress, --trace: as for read\n",
     INPUT_OPTIONS " --records --actors --gazetteer", cmd_add},
    {"link", "the incidents of all reports of a casebook into cases",
     "usage: attest link BOOK\n\n"
     "Groups tellings of one happening into a case. The same reports give the same cases in any "
     "order.\n",
     "", cmd_link},
    {"cases", "the cases of a casebook, one a line",
     "usage: attest cases [OPTION]... BOOK\n\n"
     "Without a condition all cases; with several, those for which all hold.\n\n"
     "  --text WORDS      words that all stand in the reports of the case\n"
     "  --place PLACE     a name of a place, or LAT,LON,KM: not farther than KM kilometres\n"
     "  --actor NAME      a name among holders and participants\n"
     "  --from DAY, --to DAY  cases that reach into these days\n"
     "  --as-of TIME      as they stood then (a day counts to its end)\n"
     "  --since TIME      with --as-of: only cases with something new after TIME, and what it is\n"
     "  --json            one case a line as JSON\n",
     "--json --text --place --actor --from --to --as-of --since", cmd_cases},
    {"show", "one case: its reports and every claim with its holder",
     "usage: attest show [OPTION]... BOOK CASE\n\n"
     "CASE is the id of a case or the beginning of one. An id of before a join or split leads "
     "on.\n\n"
     "  --as-of TIME      what reports published by then say (a day counts to its end)\n"
     "  --since TIME      with --as-of: only what was new after TIME\n"
     "  --json            as JSON\n",
     "--json --as-of --since", cmd_show},
    {"conflicts", "what the reports of a casebook disagree about",
     "usage: attest conflicts [--as-of TIME [--since TIME]] BOOK\n\n"
     "  --as-of TIME      as it stood then (a day counts to its end)\n"
     "  --since TIME      with --as-of: only conflicts that were not there, or not so, at TIME\n",
     "--as-of --since", cmd_conflicts},
    {"decide", "a person's ruling on cases, kept with its reason",
     "usage: attest decide BOOK join CASE CASE --reason TEXT\n"
     "       attest decide BOOK split CASE REPORT --reason TEXT\n\n"
     "join: both cases are one happening. split: the report tells of another happening than the "
     "rest "
     "of\n"
     "the case. Rulings are only ever added; every later link and rebuild heeds them, the latest "
     "first.\n",
     "--reason", cmd_decide},
    {"rebuild", "all that a casebook derived, made anew from its records",
     "usage: attest rebuild BOOK\n\nChecks every record, makes units and cases anew and heeds the "
     "rulings.\n",
     "", cmd_rebuild},
    {"export", "the cases of a casebook for other programs",
     "usage: attest export [OPTION]... BOOK\n\n"
     "Writes the cases in the format of another program. What is not known is an empty cell.\n\n"
     "  --format FORMAT     acled, ucdp, gtd, plover, polecat, cameo, icews, geojson, geojson-seq, "
     "jsonld, ftm,\n"
     "                      ftm-statements, csv, reports, postgres (SQL for an empty database) or "
     "jsonl\n"
     "                      (one case a line: claims, conflicts, origins, history; default)\n"
     "  --whole             what 'attest import' needs as well: jsonl with the records and "
     "rulings; "
     "ftm,\n"
     "                      ftm-statements, geojson and geojson-seq with the texts of the reports\n"
     "  --out FILE          into FILE, and FILE.provenance.jsonl: for each cell the rule and the "
     "claims it rests on\n"
     "  --case ID, --from DATE, --to DATE, --country ALPHA-3, --type TYPE\n"
     "                      only such cases\n"
     "  --as-of TIME        as they stood then: from reports published by TIME (a day counts to "
     "its "
     "end)\n"
     "  --since TIME        with --as-of: only cases that told something new after TIME\n"
     "  --candidates        also cases that miss a scheme's criterion of inclusion (UCDP: no death "
     "told)\n"
     "  --spreadsheet-safe  an apostrophe before cells that begin with = + - @\n"
     "  --long-dates        acled: 07 November 2021\n"
     "  --inter-numbers     acled: numbers for inter1, inter2, interaction\n",
     "--format --out --case --from --to --as-of --since --country --type --candidates "
     "--spreadsheet-safe --long-dates --inter-numbers --whole",
     cmd_export},
    {"import", "files of exports back into a casebook",
     "usage: attest import [--format FORMAT] BOOK [FILE|-]...\n\n"
     "Takes back what 'attest export --whole' wrote, then links. From jsonl comes the same book: "
     "its "
     "records,\n"
     "rulings and cases. From the other formats come the reports whose texts they carry, read "
     "anew.\n"
     "What is damaged is told by line, column and rule and left out; nothing is added twice.\n\n"
     "  --format FORMAT   jsonl, ftm, ftm-statements, geojson, geojson-seq, csv or reports (tables "
     "with a\n"
     "                    column of texts); without it the first bytes tell\n"
     "  --actors FILE, --gazetteer FILE, --models FOLDER: as for read\n",
     "--format --actors --gazetteer --models", cmd_import},
    {"validate", "files of other formats against their rules",
     "usage: attest validate --format FORMAT [FILE|-]...\n\n"
     "Says for each thing that is wrong: file, line, column, and the rule. Formats are those of "
     "'attest export'.\n"
     "The exit status is 0 where nothing is wrong, else 1.\n",
     "--format", cmd_validate},
    {"verify", "a casebook checked: the file, its references, every quote",
     "usage: attest verify BOOK\n", "", cmd_verify},
    {"doctor", "what this program carries, and whether it works here",
     "usage: attest doctor [--models FOLDER] [--actors FILE] [--gazetteer FILE]\n\n"
     "Counts the built-in models and tables, reads a report and checks its record; with files of "
     "your own\n"
     "it tells whether they can be read.\n",
     "--models --actors --gazetteer", cmd_doctor},
    {NULL, NULL, NULL, NULL, NULL},
};
