/* mkwarc MEGABYTES: a made archive of news pages of some 130 kB each on standard output. Every page
 * has its own story between navigation, scripts, lists of other stories; every tenth repeats an
 * earlier one. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_MOST = 1 << 18, SCRIPT = 70000, LINKS = 300, PARAGRAPHS = 25 };

static char page[PAGE_MOST];
static size_t n;
static uint64_t seed;

static uint32_t pick(uint32_t most) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % most;
}

static void put(const char *s) {
    size_t k = strlen(s);
    if (n + k >= PAGE_MOST) return;
    memcpy(page + n, s, k);
    n += k;
}

static void sentence(void) {
    static const char *const who[] = {"Gunmen",  "Two soldiers", "The mayor",   "A bomb",
                                      "Police",  "Residents",    "A spokesman", "The army",
                                      "Doctors", "Rebels"};
    static const char *const did[] = {
        "attacked a post",        "were hurt in a blast", "said nobody was hurt",
        "went off near a market", "arrested three men",   "fled the village",
        "denied the report",      "shelled the road",     "counted nine wounded"};
    static const char *const where[] = {
        "in Adra",       "near Oran",   "in the town of Basra", "on the road to Gao",
        "outside Kabul", "at the port", "in the north",         "by the river"};
    char more[64];
    put(who[pick(10)]);
    put(" ");
    put(did[pick(9)]);
    put(" ");
    put(where[pick(8)]);
    snprintf(more, sizeof more, " on day %u of month %u, report %u said. ", pick(28) + 1,
             pick(12) + 1, pick(100000));
    put(more);
}

static void make_page(uint32_t number) {
    char line[200];
    n = 0;
    seed = number % 10 == 9 ? number / 2 : number; /* a page that was made before */
    put("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Report | Harbour "
        "Times</title>"
        "<meta property=\"og:site_name\" content=\"Harbour Times\"><script "
        "type=\"application/ld+json\">"
        "{\"@type\":\"NewsArticle\",\"headline\":\"Report\",\"datePublished\":\"2021-11-07T08:15:"
        "00Z\"}"
        "</script><script>");
    while (n < SCRIPT) {
        snprintf(line, sizeof line, "var v%u = function (a) { return a + %u; };\n", pick(100000),
                 pick(1000));
        put(line);
    }
    put("</script></head><body><nav><ul>");
    for (uint32_t i = 0; i < LINKS; i++) {
        snprintf(line, sizeof line,
                 "<li class=\"menu-item item-%u\"><a href=\"/section/%u/index.html\">Section "
                 "%u</a></li>\n",
                 i, i, i);
        put(line);
    }
    put("</ul></nav><article><h1>Report</h1><div class=\"article-body\">");
    for (uint32_t i = 0; i < PARAGRAPHS; i++) {
        put("<p>");
        for (int k = 0; k < 3; k++) sentence();
        put("</p>\n");
    }
    put("</div></article><aside class=\"related\"><ul>");
    for (uint32_t i = 0; i < LINKS; i++) {
        snprintf(line, sizeof line,
                 "<li><a href=\"/%u.html\"><img src=\"%u.jpg\">Another story %u</a></li>\n", i, i,
                 i);
        put(line);
    }
    put("</ul></aside><footer><p>All rights reserved.</p></footer></body></html>");
}

int main(int argc, char **argv) {
    uint64_t most = (argc > 1 ? strtoull(argv[1], NULL, 10) : 1) * 1000000, made = 0;
    const char *http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    for (uint32_t i = 0; made < most; i++) {
        make_page(i);
        int head = printf(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:made:%u>\r\n"
            "WARC-Target-URI: https://harbour.example/%u.html\r\n"
            "Content-Type: application/http; msgtype=response\r\nContent-Length: %zu\r\n\r\n%s",
            i, i, n + strlen(http), http);
        if (head < 0 || fwrite(page, 1, n, stdout) != n || fputs("\r\n\r\n", stdout) < 0) return 1;
        made += (uint64_t)head + n + 4;
    }
    return fflush(stdout) ? 1 : 0;
}
