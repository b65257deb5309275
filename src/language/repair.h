/* Repairs of trees that no English sentence has. */
#ifndef LANGUAGE_REPAIR_H
#define LANGUAGE_REPAIR_H

#include "text/doc.h"
#include "world/lexicon.h"

/*
 * "Trucks packed with grain entered the camp": where the participle after a noun was taken
 * for the verb of the clause and the real verb, which is finite and has no subject, conjunction or
 * mark of its own, hangs on it, the two change places: the participle becomes acl of the noun, the
 * noun the subject of the verb. Two nominal subjects of one verb that stand side by side become one
 * phrase ("Police spokesman | Ahmed Noor said"). A that-clause taken for a relative clause of a
 * noun beside it goes to what it is the content of: a noun above that can have content ("a report
 * by the Post that ..."), or, from a proper name, the verb above ("told reporters in Gusau that
 * ..."). A finite verb without auxiliary that was taken for a passive participle is active again in
 * a sentence that its mark closes ("Turkey proposed to host talks."); a headline without any finite
 * verb has the word behind its acting plural as its verb ("Gunmen | attack police station"); a noun
 * before a verb without a subject, joined to the object before, is the verb's subject. Changes
 * head, deprel and the tags of verbs and marks. `lex` may be NULL: no noun is then known to have
 * content. Linear.
 */
void repair_run(struct doc *d, const struct lexicon *lex, struct arena *scratch);

#endif
