# awk -v n=200 -v seed=1 -f tests/reports.awk: n short reports of our own making as JSONL, about n/2 happenings: several
# tell of one, some are reprints, figures and holders differ. The same n and seed give the same bytes.
function roll(k) { state = (state * 16807) % 2147483647; return state % k }
function two(v) { return v < 10 ? "0" v : v }
BEGIN {
    state = seed * 7919 + 11
    cities = split("Baghdad Mosul Kirkuk Erbil Basra Kabul Kandahar Herat Lima Cali Medellin Nairobi Mombasa Kano Lagos " \
                   "Aleppo Homs Damascus Karachi Lahore Peshawar Quetta Manila Davao", city, " ")
    acts = split("bomb exploded near|gunmen opened fire at|drone hit|rocket struck|suicide bomber attacked|mob set fire to", act, "|")
    targets = split("a police station|a market|a bus stop|an army checkpoint|a bank|a school|a ministry building|a hotel", target, "|")
    holders = split("police said|doctors said|the interior ministry said|a witness said|the army said|an official said", holder, "|")
    outlets = split("Harbour Post|Northern Wire|Delta Herald|Capital Monitor|River Times|Evening Ledger", outlet, "|")
    months = split("January March May July August October December", month, " ")
    split("01 03 05 07 08 10 12", number, " ")
    for (i = 1; i <= n; i++) {
        if (i % 2 || i % 7 == 0) { # another happening
            c = city[roll(cities) + 1]; a = act[roll(acts) + 1]; t = target[roll(targets) + 1]
            y = 2001 + roll(20); m = roll(months) + 1; d = roll(29) + 1; k = roll(40) + 1
            street = "Street " (roll(9000) + 1)
        }
        lead = (a ~ /^(gun)/ ? "" : "A ") a " " t " on " street " in " c " on " d " " month[m] " " y
        text = lead ", killing " (k + roll(3)) " people, " holder[roll(holders) + 1] ". "
        text = text "At least " (k + roll(20) + 2) " people were wounded, " holder[roll(holders) + 1] ". "
        text = text "No group has claimed responsibility for the attack on " street "."
        if (i % 10 == 0 && last != "") text = last # a reprint
        last = text
        printf "{\"id\":\"r%d\",\"source\":\"%s\",\"published\":\"%d-%s-%s\",\"text\":\"%s\"}\n", i, outlet[roll(outlets) + 1], y, number[m], two(d + roll(2)), text
    }
}
