# origins.sh ATTEST: independent sources are counted by origin: prints of one agency's wire, however edited, copies without
# credit, values that a paper quotes from agencies, two reports of one paper.
attest=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

say() { # say STATUS NAME
    [ "$1" -eq 0 ] && echo "ok $2" || { sed 's/^/# /' "$tmp/out" | head -n 30; echo "not ok $2"; }
}
report() { # report ID OUTLET DAY TEXT: one more line
    printf '{"id":"%s","source":"%s","published":"2016-05-%s","text":"%s"}\n' "$1" "$2" "$3" "$4" >> "$tmp/reports.jsonl"
}
make() { # the book of the reports so far
    rm -f "$tmp/book"*
    "$attest" add --input jsonl "$tmp/book" "$tmp/reports.jsonl" 2> "$tmp/out" && "$attest" link "$tmp/book" 2>> "$tmp/out" &&
        "$attest" cases "$tmp/book" > "$tmp/cases" && "$attest" conflicts "$tmp/book" > "$tmp/out"
    : > "$tmp/reports.jsonl"
}
counts() { # counts REPORTS ORIGINS: of the one case
    [ "$(wc -l < "$tmp/cases")" -eq 1 ] && grep -q "  $1 reports, $2 origins\?\$" "$tmp/cases" || { cat "$tmp/cases" >> "$tmp/out" && false; }
}
position() { # position SLOT VALUE ORIGINS
    awk -v slot="$1" -v line="    $2  (origins: $3)" '/^  [a-z]/ { on = $1 == slot } on && index($0, line) == 1 { found = 1 } END { exit !found }' "$tmp/out"
}
: > "$tmp/reports.jsonl"

# ---- one wire, five papers: a dateline, a byline, a line of copyright, another order without credit, a short form
report wire-1 "Harbour Post" 04 'HERAT, Afghanistan (AP) - A bomb hidden in a handcart exploded in a crowded bazaar in Herat on Tuesday, killing 12 people, police said.\n\nThe blast shattered windows along the street and set several stalls on fire, shopkeepers said.\n\nA police spokesman said 31 people were wounded and that some of them were children who had come to buy sweets.\n\nNo group claimed responsibility for the attack.'
report wire-2 "Delta Herald" 04 'By Maria Lind, Associated Press\n\nTwelve people were killed on Tuesday when a bomb went off in a bazaar in the Afghan city of Herat, police said. It was hidden in a handcart. No one said they did it.'
report wire-3 "River Times" 05 'Shopkeepers told of fire and broken glass after a bomb killed 12 people in a bazaar in Herat on Tuesday.\n\nPolice said 31 were wounded.\n\nCopyright 2016 The Associated Press. All rights reserved.'
report wire-4 "Capital Monitor" 05 'A police spokesman said 31 people were wounded and that some of them were children who had come to buy sweets.\n\nThe blast shattered windows along the street and set several stalls on fire, shopkeepers said.\n\nA bomb hidden in a handcart exploded in a crowded bazaar in Herat on Tuesday, killing 12 people, police said.'
report wire-5 "Evening Ledger" 05 'A bomb in a handcart killed 12 people in a bazaar in Herat on Tuesday, the Associated Press reported, citing police.'
report own-1 "Northern Wire" 05 'Our correspondent in Herat counted 14 bodies in the morgue after the bomb in the bazaar on Tuesday. Doctors said 14 people were killed.'
make
counts 6 3
say $? "five prints of one wire, one of which only quotes it: its papers and one that wrote itself"
position killed 12 1 && position killed 14 1
say $? "twelve by one origin, fourteen by another"

# ---- values taken from agencies
report r-1 Reuters 04 'HERAT, Afghanistan, May 3 (Reuters) - A bomb killed 12 people in a bazaar in Herat on Tuesday, police said. Police said 31 people were wounded.'
report r-2 "River Times" 04 'A bomb killed 12 people in a bazaar in Herat on Tuesday, police told Reuters. State news agency SANA put the number of wounded at 40.'
report r-3 "Delta Herald" 05 'A bomb in a bazaar in Herat on Tuesday killed 15 people, according to the Xinhua news agency. It wounded 40, the agency SANA said.'
report r-4 "Harbour Post" 05 'Doctors in Herat told our reporter that 12 people were killed by a bomb in a bazaar on Tuesday. They said 31 people were wounded.'
make
position killed 12 2 && position killed 15 1 && position wounded 40 1
say $? "a value that a paper has from an agency is of the agency"
"$attest" export "$tmp/book" > "$tmp/out"
grep -q '"agencies":\["SANA"\]' "$tmp/out" && grep -q '"agencies":\["Xinhua"\]' "$tmp/out"
say $? "and the claim names it"

# ---- a part of a report, several agencies, one paper twice
report p-1 "Agence France-Presse" 04 'A bomb killed 12 people in a bazaar in Herat on Tuesday, police said.'
report p-2 "Delta Herald" 05 'Herat buried its dead on Wednesday. The bomb in the bazaar on Tuesday killed 12 people, police said.\n\nAFP contributed to this report.'
report p-3 "River Times" 05 'HERAT (AP, AFP) - Tuesday bomb in the bazaar of Herat left 12 people dead, police said.'
report p-4 "Harbour Post" 05 'The bomb that went off in a bazaar in Herat on Tuesday killed 16 people, the governor said.'
report p-5 "Harbour Post" 06 'Traders reopened their stalls in Herat. The bazaar bomb of Tuesday killed 16 people, the governor says.'
make
position killed 12 1 && position killed 16 1
say $? "what may be of an agency is not counted beside it; a paper counts once"
counts 5 4
say $? "origins: the agency, a paper with its help, two agencies together, a paper that wrote twice"

# ---- names that only look like an agency
report n-1 "Harbour Post" 04 'A bomb killed 12 people in a bazaar in Herat on Tuesday, police said. An AP photographer was wounded.'
report n-2 "River Times" 04 'Twelve people died when a bomb went off in a Herat bazaar on Tuesday, doctors said. They came from Fars and Petra.'
make
counts 2 2
say $? "a photographer of an agency, a province: no credit"
