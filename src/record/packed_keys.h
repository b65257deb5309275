/* The names of members that a packed record knows by number: those of the record
 * (docs/record.schema.json) and of the units and cases of a casebook (docs/STORE.md). Whoever adds
 * one raises PACKED_VERSION (packed.h). */
#ifndef RECORD_PACKED_KEYS_H
#define RECORD_PACKED_KEYS_H

/* clang-format off */
#define PACKED_KEYS(X) \
    X(acled) X(addressee) X(admin1) X(agencies) X(aliases) X(at) X(attack) X(attackers) X(attest) \
    X(attributed) X(background) X(basis) X(best) X(byline) X(cameo) X(candidates) X(certainty) \
    X(cities) X(claimed_by) X(claims) X(code) X(codes) X(compatible) X(conflicts) X(content) \
    X(context) X(count) X(country) X(cue) X(damage) X(date) X(days) X(detained) X(entities) \
    X(entity) X(event) X(events) X(evidence) X(from) X(geonames) X(gtd) X(high) X(history) \
    X(holder) X(holders) X(hospitalized) X(id) X(incident) X(incidents) X(inside) X(issues) \
    X(key) X(kidnapped) X(killed) X(kind) X(known) X(language) X(lat) X(lemma) X(lon) X(low) \
    X(main) X(medium) X(mentions) X(missing) X(modality) X(mode) X(muc) X(name) X(named) \
    X(nearby) X(notes) X(number) X(occurred) X(of) X(origins) X(outlet) X(outlets) X(partial) \
    X(participants) X(parts) X(perpetrators) X(place) X(places) X(plover) X(polarity) \
    X(positions) X(precision) X(published) X(report) X(reports) X(resolved) X(role) X(roles) \
    X(sector) X(sentences) X(sha256) X(slot) X(source) X(source_span) X(span) X(stance) \
    X(statements) X(status) X(sub_event) X(success) X(suicide) X(supersedes) X(target) \
    X(targets) X(tense) X(text) X(time) X(times) X(title) X(to) X(trigger) X(type) X(ucdp) \
    X(url) X(value) X(via) X(victims) X(weapon) X(weapon_count) X(weapons) X(within) X(words) \
    X(wounded)
/* clang-format on */

#define PACKED_KEY_NUMBER(name) KEY_##name,
enum packed_key { KEY_NONE, PACKED_KEYS(PACKED_KEY_NUMBER) N_PACKED_KEY };
#undef PACKED_KEY_NUMBER

#endif
