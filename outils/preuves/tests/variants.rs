//! Les variantes « Et si… » : rustc les accepte ou les refuse comme elles le disent,
//! rustfmt ne leur reproche rien, et celles qui réparent un piège le réparent.

use catalogue::Variant;
use mdbook_cours::program::listing::{MAX_COLUMNS, MAX_LINES};
use preuves::graphs;
use preuves::rustc::{self, Expected};
use recit::ending::OutcomeKind;
use recit::graph::{Graph, OutcomeRow};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use testing::fail_if_any;

/// Ce que chaque programme d'un chapitre a de variantes, au moins, s'il en a ; et le
/// nombre de ces programmes.
const LEAST: [(&str, usize, usize); 3] = [
    ("synchronisation/", 3, 11),
    ("pieges/", 1, 15),
    ("introduction/", 1, 3),
];

static VARIANTS: LazyLock<Vec<Variant>> =
    LazyLock::new(|| preuves::variants::all().unwrap_or_else(|errors| panic!("{errors:#?}")));

#[test]
fn les_lecons_ont_leurs_variantes() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for variant in VARIANTS.iter() {
        *counts.entry(&variant.listing).or_default() += 1;
    }
    let mut errors = Vec::new();
    for (chapter, least, programs) in LEAST {
        let of_chapter = counts.iter().filter(|(name, _)| name.starts_with(chapter));
        let (enough, few): (Vec<_>, Vec<_>) = of_chapter.partition(|(_, count)| **count >= least);
        errors.extend(few.iter().map(|(name, count)| {
            format!("listings/{name}.variantes.toml : {count} variantes, {least} au moins")
        }));
        if enough.len() < programs {
            errors.push(format!(
                "{chapter} : {} programmes ont des variantes, {programs} au moins",
                enough.len()
            ));
        }
    }
    fail_if_any(&errors);
}

#[test]
fn rustc_en_dit_ce_qu_elles_annoncent() {
    let programs = VARIANTS.iter().map(|variant| {
        let expected = match variant.refused {
            Some(_) => Expected::Unknown,
            None => Expected::Compiles,
        };
        (variant.name(), (Ok(variant.source.clone()), expected))
    });
    let refusals = rustc::refusals(programs.collect::<BTreeMap<_, _>>());
    let mut errors = Vec::new();
    for variant in VARIANTS.iter() {
        let found = &refusals[&variant.name()];
        // Une erreur peut en entraîner d'autres.
        let is_right = match (&variant.refused, found) {
            (None, Ok(refusals)) => refusals.is_empty(),
            (Some(code), Ok(refusals)) => refusals.iter().any(|refusal| refusal.code == *code),
            (_, Err(_)) => false,
        };
        if !is_right {
            errors.push(format!("{}: rustc : {found:?}", variant.place()));
        }
    }
    fail_if_any(&errors);
}

#[test]
fn elles_sont_mises_en_forme() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = BTreeMap::new();
    let mut errors = Vec::new();
    for (rank, variant) in VARIANTS.iter().enumerate() {
        let lines = variant.text.lines().count();
        let columns = variant.text.lines().map(|line| line.chars().count()).max();
        if lines > MAX_LINES || columns > Some(MAX_COLUMNS) {
            errors.push(format!(
                "{}: {lines} lignes, {columns:?} colonnes au plus large ; {MAX_LINES} et {MAX_COLUMNS} au plus",
                variant.place()
            ));
        }
        let path = folder.path().join(format!("v{rank}.rs"));
        fs::write(&path, &variant.source).unwrap();
        files.insert(path, variant.place());
    }
    fail_if_any(&errors);
    let output = Command::new("rustfmt")
        .args(["--check", "--edition", "2024"])
        .args(files.keys())
        .output()
        .unwrap();
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    for (path, place) in &files {
        text = text.replace(&path.display().to_string(), place);
    }
    assert!(
        output.status.success(),
        "rustfmt récrirait ces lignes :\n{text}"
    );
}

/// Une réparation finit toujours bien, n'a plus ce que le piège avait de trop, et garde
/// ce qu'il avait de bon. Un piège qui n'a qu'une issue n'a rien de bon à garder.
#[test]
fn une_reparation_repare() {
    let mut errors = Vec::new();
    let mut repaired = BTreeSet::new();
    for variant in VARIANTS.iter().filter(|variant| variant.repairs) {
        repaired.insert(variant.listing.as_str());
        let (before, after) = (
            graph(&listing(variant)),
            graph(&variant.kept(&graphs::folder())),
        );
        if let Some(fault) = failure(&before, &after) {
            errors.push(format!("{}: « {} » {fault}", variant.place(), variant.id));
        }
    }
    println!("réparés : {repaired:?}");
    assert!(repaired.len() >= 8, "seulement {repaired:?}");
    fail_if_any(&errors);

    // Les autres variantes d'un piège n'en sont pas toutes : le jugement sait dire non.
    let tempting = VARIANTS.iter().filter(|variant| {
        repaired.contains(variant.listing.as_str()) && !variant.repairs && variant.refused.is_none()
    });
    let refused = tempting
        .filter(|variant| {
            let after = graph(&variant.kept(&graphs::folder()));
            failure(&graph(&listing(variant)), &after).is_some()
        })
        .count();
    assert!(refused >= 6, "seulement {refused} fausses réparations");
}

/// En quoi `after` ne répare pas `before`.
fn failure(before: &Graph, after: &Graph) -> Option<&'static str> {
    let ends_well = |it: &&OutcomeRow| it.kind == OutcomeKind::Exit && it.panicked.is_empty();
    let outputs = |graph: &Graph| -> BTreeSet<String> {
        let outcomes = graph.outcomes.iter().filter(ends_well);
        outcomes.map(|it| it.stdout.clone()).collect()
    };
    let (had, has) = (outputs(before), outputs(after));
    if !after.complete || !after.outcomes.iter().all(|it| ends_well(&it)) {
        return Some("peut mal finir");
    }
    match (before.outcomes.len(), had.len()) {
        // Sa seule issue est la faute, ou toutes finissent mal.
        (_, 0) => None,
        (1, _) => (has == had).then_some("ne change rien"),
        (all, good) if all == good && had.is_subset(&has) => {
            Some("a encore toutes les issues du piège")
        }
        _ => (!has.is_subset(&had)).then_some("a des issues que le piège n'avait pas"),
    }
}

fn listing(variant: &Variant) -> std::path::PathBuf {
    graphs::folder().join(format!("{}.graphe.json", variant.listing))
}

fn graph(path: &Path) -> Graph {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{} : {error}", path.display()));
    serde_json::from_str(&text).unwrap()
}

#[test]
fn un_message_ne_dit_rien_de_la_machine() {
    let own = "note: ici\n --> a.rs:1:2\n  |\n1 | f();\n  | ^\n";
    let library = "note: là\n   --> /r/lib/rustlib/src/rust/library/std/src/thread/mod.rs:7:8\n    |\n  7 |     F: Send,\n    |        ^^^^\n...\n";
    assert_eq!(
        rustc::without_machine(&format!("{own}{library}{own}")),
        format!(
            "{own}note: là\n   --> $RUST/std/src/thread/mod.rs\n{}",
            own.trim_end()
        )
    );
}
