# A thousand short reports of our own making, as JSONL, of more than a thousand cases: places, days, actors, weapons and figures vary. Apache-2.0.
BEGIN {
    n = split("Baghdad|Kabul|Mosul|Kandahar|Aleppo|Mogadishu|Maiduguri|Peshawar|Quetta|Basra|Damascus|Tripoli|Bamako|Bogota|Manila", city, "|")
    m = split("gunmen|Islamist militants|Taliban fighters|police|soldiers|rebels|protesters|a suicide bomber", who, "|")
    w = split("two soldiers|a police officer|five civilians|dozens of people|three villagers|a journalist|the mayor", whom, "|")
    h = split("a bomb exploded near a market in|gunmen opened fire at a checkpoint in|a car bomb hit a police station in|a drone struck a house in|fighters attacked a school in|mortar shells hit a village near", how, "|")
    split("January|February|March|April|May|June|July|August|September|October|November|December", month, "|")
    for (i = 0; i < 1000; i++) {
        y = 2005 + i % 16; mo = int(i / 16) % 12 + 1; d = int(i / 3) % 27 + 1
        day = sprintf("%04d-%02d-%02d", y, mo, d + 1)
        c = city[(i * 7) % n + 1]
        title = (i % 50 == 0 ? "=HYPERLINK(1), \\\"" : "") c ": " how[i % h + 1] " " c
        text = sprintf("At least %d people were killed on %d %s %d when %s %s, police said. ", i % 19 + 1, d, month[mo], y, how[i % h + 1], c)
        text = text sprintf("Doctors put the toll at %d. %s killed %s, the army said. ", i % 19 + 3, toupper(substr(who[i % m + 1], 1, 1)) substr(who[i % m + 1], 2), whom[i % w + 1])
        if (i % 3 == 0) text = text "No group has claimed responsibility. "
        if (i % 4 == 0) text = text "The United States condemned the attack."
        printf "{\"id\":\"r%04d\",\"source\":\"Outlet %d\",\"published\":\"%s\",\"title\":\"%s\",\"url\":\"https://example.org/%d\",\"text\":\"%s\"}\n", i, i % 23, day, title, i, text
    }
}
