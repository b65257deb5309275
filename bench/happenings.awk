# awk -v n=150000 -v seed=1 -f bench/happenings.awk: n short reports of our own making as JSONL, of which two in three
# tell of a happening of their own: for casebooks of a hundred thousand cases. The same n and seed give the same bytes.
function roll(k) { state = (state * 16807) % 2147483647; return state % k }
function two(v) { return v < 10 ? "0" v : v }
BEGIN {
    state = seed * 7919 + 11
    cities = split("Baghdad Mosul Kirkuk Erbil Basra Kabul Kandahar Herat Lima Cali Medellin Nairobi Mombasa Kano Lagos " \
                   "Aleppo Homs Damascus Karachi Lahore Peshawar Quetta Manila Davao Bogota Caracas Quito Guayaquil " \
                   "Maracaibo Managua Tegucigalpa Guadalajara Tijuana Monterrey Acapulco Culiacan Ankara Istanbul Izmir " \
                   "Diyarbakir Adana Gaziantep Tehran Mashhad Isfahan Tabriz Shiraz Beirut Tripoli Benghazi Misrata Cairo " \
                   "Alexandria Khartoum Omdurman Mogadishu Kismayo Addis Kampala Bujumbura Kigali Kinshasa Goma Bukavu " \
                   "Lubumbashi Bangui Bamako Timbuktu Gao Niamey Ouagadougou Abidjan Dakar Conakry Freetown Monrovia Accra " \
                   "Maiduguri Kaduna Ibadan Luanda Lusaka Harare Maputo Johannesburg Durban Pretoria Colombo Jaffna Dhaka " \
                   "Chittagong Kathmandu Delhi Mumbai Kolkata Chennai Hyderabad Srinagar Jammu Guwahati Imphal Yangon " \
                   "Mandalay Bangkok Pattani Jakarta Surabaya Medan Makassar Cebu Zamboanga Cotabato Donetsk Kharkiv " \
                   "Odessa Kyiv Mariupol Grozny Makhachkala Tbilisi Yerevan Baku Belfast Madrid Bilbao Athens Naples " \
                   "Palermo Marseille Brussels London Paris Berlin Moscow Warsaw Bucharest Sofia Belgrade Sarajevo", city, " ")
    acts = split("bomb exploded near|gunmen opened fire at|drone hit|rocket struck|suicide bomber attacked|mob set fire to|" \
                 "protesters marched on|soldiers raided|kidnappers stormed|mortar shells hit", act, "|")
    targets = split("a police station|a market|a bus stop|an army checkpoint|a bank|a school|a ministry building|a hotel|" \
                    "a hospital|a mosque|a church|a refinery|a railway station|a courthouse|a newspaper office", target, "|")
    holders = split("police said|doctors said|the interior ministry said|a witness said|the army said|an official said|" \
                    "the mayor said|rescue workers said", holder, "|")
    outlets = split("Harbour Post|Northern Wire|Delta Herald|Capital Monitor|River Times|Evening Ledger", outlet, "|")
    names = split("Amina Boris Carla Daoud Elena Farid Grace Hamid Irina Jamal Karim Laila Mateo Nadia Omar Pavel Rosa Samir " \
                  "Tariq Vera Walid Yusuf Zainab", name, " ")
    families = split("Abbas Bello Castro Dogan Eriksen Farah Gomez Haddad Ivanov Juma Khan Lopez Mensah Nasser Okoye Petrov " \
                     "Quispe Rahman Sousa Tanaka Ustinov Vargas Wanjiru Yilmaz Zaman", family, " ")
    months = split("January February March April May June July August September October November December", month, " ")
    for (i = 1; i <= n; i++) {
        if (i % 3) { # another happening
            c = city[roll(cities) + 1]; a = act[roll(acts) + 1]; t = target[roll(targets) + 1]
            y = 2001 + roll(20); m = roll(12) + 1; d = roll(27) + 1; k = roll(40) + 1
            street = family[roll(families) + 1] " Street " (roll(9000) + 1)
            who = name[roll(names) + 1] " " family[roll(families) + 1]
        }
        lead = (a ~ /^(gun|pro|sol|kid|mor)/ ? "" : "A ") a " " t " on " street " in " c " on " d " " month[m] " " y
        text = lead ", killing " (k + roll(3)) " people, " holder[roll(holders) + 1] ". "
        text = text "At least " (k + roll(20) + 2) " people were wounded, " holder[roll(holders) + 1] ". "
        text = text who ", who lives on " street ", told reporters that nobody had claimed responsibility."
        printf "{\"id\":\"r%d\",\"source\":\"%s\",\"published\":\"%d-%s-%s\",\"text\":\"%s\"}\n", i, outlet[roll(outlets) + 1], y, two(m), two(d + roll(2)), text
    }
}
