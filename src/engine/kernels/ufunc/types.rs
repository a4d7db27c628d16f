//! What `ufunc.types` lists. NumPy counts loops that are none here (of `long double`, objects and dates), and some twice.

/// The loops that NumPy lists for each ufunc: the list, and the ufuncs that have it.
const LISTS: &[(&str, &str)] = &[
    ("?->? b->b B->B h->h H->H i->i I->I l->l L->L q->q Q->Q e->e f->f d->d g->g m->m F->f D->d G->g O->O", "absolute"),
    (
        "??->? bb->b BB->B hh->h HH->H ii->i II->I ll->l LL->L qq->q QQ->Q ee->e ff->f dd->d gg->g FF->F \
         DD->D GG->G Mm->M mm->m mM->M OO->O",
        "add",
    ),
    (
        "e->e f->f d->d e->e f->f d->d g->g F->F D->D G->G O->O",
        "arccos arccosh arcsin arcsinh arctan arctanh cosh exp2 expm1 log10 log1p log2 sinh tan tanh",
    ),
    ("ee->e ff->f dd->d gg->g OO->O", "arctan2 hypot"),
    ("??->? bb->b BB->B hh->h HH->H ii->i II->I ll->l LL->L qq->q QQ->Q OO->O", "bitwise_and bitwise_or bitwise_xor"),
    ("b->B B->B h->B H->B i->B I->B l->B L->B q->B Q->B O->O", "bitwise_count"),
    ("e->e f->f d->d e->e f->f d->d g->g O->O", "cbrt"),
    ("?->? b->b B->B h->h H->H i->i I->I l->l L->L q->q Q->Q e->e f->f d->d f->f d->d g->g O->O", "ceil floor trunc"),
    (
        "b->b B->B h->h H->H i->i I->I l->l L->L q->q Q->Q e->e f->f d->d g->g F->F D->D G->G O->O",
        "conjugate reciprocal square",
    ),
    ("ee->e ff->f dd->d gg->g", "copysign heaviside logaddexp logaddexp2 nextafter"),
    ("e->e f->f d->d g->g F->F D->D G->G O->O", "cos sin"),
    ("e->e f->f d->d g->g O->O", "deg2rad degrees fabs rad2deg radians"),
    ("ee->e ff->f dd->d gg->g FF->F DD->D GG->G mq->m md->m mm->d OO->O", "divide"),
    (
        "bb->bb BB->BB hh->hh HH->HH ii->ii II->II ll->ll LL->LL qq->qq QQ->QQ ee->ee ff->ff dd->dd gg->gg \
         mm->qm",
        "divmod",
    ),
    (
        "??->? bb->? BB->? hh->? HH->? ii->? II->? ll->? LL->? qq->? QQ->? qQ->? Qq->? ee->? ff->? dd->? \
         gg->? FF->? DD->? GG->? MM->? mm->? OO->? OO->O",
        "equal greater greater_equal less less_equal not_equal",
    ),
    ("e->e f->f d->d f->f d->d g->g F->F D->D G->G O->O", "exp log rint sqrt"),
    ("dd->d gg->g DD->D GG->G", "float_power"),
    (
        "bb->b BB->B hh->h HH->H ii->i II->I ll->l LL->L qq->q QQ->Q ee->e ff->f dd->d gg->g mq->m md->m \
         mm->q OO->O",
        "floor_divide",
    ),
    (
        "??->? bb->b BB->B hh->h HH->H ii->i II->I ll->l LL->L qq->q QQ->Q ee->e ff->f dd->d gg->g FF->F \
         DD->D GG->G mm->m MM->M OO->O",
        "fmax fmin maximum minimum",
    ),
    ("bb->b BB->B hh->h HH->H ii->i II->I ll->l LL->L qq->q QQ->Q ee->e ff->f dd->d gg->g OO->O", "fmod"),
    ("e->ei f->fi d->di g->gi", "frexp"),
    ("bb->b BB->B hh->h HH->H ii->i II->I ll->l LL->L qq->q QQ->Q OO->O", "gcd lcm left_shift right_shift"),
    ("?->? b->b B->B h->h H->H i->i I->I l->l L->L q->q Q->Q O->O", "invert"),
    (
        "?->? b->? B->? h->? H->? i->? I->? l->? L->? q->? Q->? e->? f->? d->? g->? F->? D->? G->? m->? M->?",
        "isfinite isinf isnan",
    ),
    ("M->? m->?", "isnat"),
    ("ei->e fi->f el->e fl->f di->d dl->d gi->g gl->g", "ldexp"),
    (
        "??->? bb->? BB->? hh->? HH->? ii->? II->? ll->? LL->? qq->? QQ->? ee->? ff->? dd->? gg->? FF->? \
         DD->? GG->? OO->O",
        "logical_and logical_or logical_xor",
    ),
    ("?->? b->? B->? h->? H->? i->? I->? l->? L->? q->? Q->? e->? f->? d->? g->? F->? D->? G->? O->O", "logical_not"),
    (
        "??->? bb->b BB->B hh->h HH->H ii->i II->I ll->l LL->L qq->q QQ->Q ee->e ff->f dd->d gg->g FF->F \
         DD->D GG->G OO->O",
        "matmul matvec vecdot vecmat",
    ),
    ("e->ee f->ff d->dd g->gg", "modf"),
    (
        "??->? bb->b BB->B hh->h HH->H ii->i II->I ll->l LL->L qq->q QQ->Q ee->e ff->f dd->d gg->g FF->F \
         DD->D GG->G mq->m qm->m md->m dm->m OO->O",
        "multiply",
    ),
    (
        "b->b B->B h->h H->H i->i I->I l->l L->L q->q Q->Q e->e f->f d->d g->g m->m F->F D->D G->G O->O",
        "negative positive",
    ),
    (
        "bb->b BB->B hh->h HH->H ii->i II->I ll->l LL->L qq->q QQ->Q ee->e ff->f dd->d ee->e ff->f dd->d \
         gg->g FF->F DD->D GG->G OO->O",
        "power",
    ),
    ("bb->b BB->B hh->h HH->H ii->i II->I ll->l LL->L qq->q QQ->Q ee->e ff->f dd->d gg->g mm->m OO->O", "remainder"),
    ("b->b B->B h->h H->H i->i I->I l->l L->L q->q Q->Q e->e f->f d->d g->g F->F D->D G->G m->m O->O", "sign"),
    ("e->? f->? d->? g->?", "signbit"),
    ("e->e f->f d->d g->g", "spacing"),
    (
        "bb->b BB->B hh->h HH->H ii->i II->I ll->l LL->L qq->q QQ->Q ee->e ff->f dd->d gg->g FF->F DD->D \
         GG->G Mm->M mm->m MM->m OO->O",
        "subtract",
    ),
];

/// The list of a ufunc, as NumPy writes it: `dd->d`.
pub fn listed(name: &str) -> impl Iterator<Item = &'static str> {
    let found = LISTS.iter().find(|(_, names)| names.split(' ').any(|n| n == name));
    found.map_or("", |(types, _)| types).split_whitespace()
}
