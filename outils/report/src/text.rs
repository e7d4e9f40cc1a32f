//! Raconter une exploration en français, pour le terminal.

use crate::advice;
use entrelacs::{Ending, Exploration, Found, Schedule, StoppedBy};
use recit::Narrator;
use recit::ending::OutcomeKind;
use recit::number::{counted, megabytes, plural, thousands};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Le nombre d'issues racontées quand on ne les demande pas toutes.
const TOLD: usize = 10;
/// Le nombre de lignes d'un affichage raconté, de même.
const LINES: usize = 24;

/// Raconte l'exploration : les issues, et pour chaque sorte d'échec un plus
/// court chemin, ligne par ligne.
///
/// Les issues qui ne diffèrent que par l'affichage sont dites ensemble. Sauf
/// si `all` les demande toutes, dix sont racontées, dont une de chaque sorte,
/// et les autres sont comptées.
///
/// Une exploration incomplète le dit à la première et à la dernière ligne.
pub fn text(exploration: &Exploration, all: bool) -> String {
    let found: Vec<Found> = exploration
        .endings()
        .into_iter()
        .filter(|found| found.ending.kind != OutcomeKind::Bound)
        .collect();
    let incomplete = incomplete(exploration);
    let mut text = String::new();
    // L'écriture dans une chaîne n'échoue pas.
    match &incomplete {
        Some(incomplete) => {
            let _ = writeln!(text, "{incomplete}");
            let _ = writeln!(
                text,
                "{} (au moins {})",
                match found.len() {
                    0 => "Aucune issue trouvée jusque-là".to_owned(),
                    1 => "Au moins 1 issue possible".to_owned(),
                    count => format!("Au moins {} issues possibles", thousands(count)),
                },
                counted(exploration.graph().state_count(), "état"),
            );
        }
        None => {
            let _ = writeln!(
                text,
                "{} possible{} ({}, {}{})",
                counted(found.len(), "issue"),
                plural(found.len()),
                counted(exploration.graph().state_count(), "état"),
                counted(exploration.graph().edge_count(), "étape"),
                paths_text(exploration),
            );
            text += "Toutes les exécutions ont été explorées.\n";
        }
    }
    if exploration.program().weak_orderings {
        text += "Le résultat vaut comme si tout était `SeqCst` : les effets propres à `Relaxed`, `Acquire` et \
                 `Release`,\nque ce programme emploie, ne sont pas explorés.\n";
    }
    if exploration.program().addresses {
        text += "Le résultat vaut pour l'ordre qu'ont les adresses pendant l'exploration : ce programme en regarde,\n\
                 et ailleurs cet ordre peut être un autre.\n";
    }
    let told = match all {
        true => (0..found.len()).collect(),
        false => representatives(&found),
    };
    for (rank, group) in groups(&found, all)
        .iter()
        .filter(|group| group.iter().any(|member| told.contains(member)))
        .enumerate()
    {
        let _ = write!(text, "\n{}. ", rank + 1);
        let (shown, hidden): (Vec<usize>, Vec<usize>) =
            group.iter().partition(|member| told.contains(member));
        let members = |members: Vec<usize>| members.into_iter().map(|member| &found[member]);
        let shown: Vec<&Found> = members(shown).collect();
        let hidden: Vec<&Found> = members(hidden).collect();
        text += &group_text(exploration, &shown, &hidden, all);
    }
    let untold = found.len() - told.len();
    if untold > 0 {
        let _ = writeln!(
            text,
            "\n{} de plus ; `--toutes` les dit toutes.",
            counted(untold, "issue")
        );
    }
    if let Some(incomplete) = incomplete {
        let _ = writeln!(text, "\n{incomplete}");
    }
    text
}

/// Dit que l'exploration est incomplète, pourquoi, et que réduire ; `None` si
/// elle est complète.
pub fn incomplete(exploration: &Exploration) -> Option<String> {
    let config = exploration.config();
    let why = match exploration.stopped()? {
        StoppedBy::States => format!(
            "arrêtée à {} états (`--limite 300` la poursuivrait cinq minutes)",
            thousands(config.max_states)
        ),
        StoppedBy::Steps => format!(
            "des exécutions dépassent {} étapes",
            thousands(config.max_steps)
        ),
        StoppedBy::Time => format!(
            "arrêtée au bout de {} s",
            config.max_duration.unwrap_or_default().as_secs()
        ),
        StoppedBy::Memory => {
            format!(
                "arrêtée par la borne de mémoire, {}",
                megabytes(config.max_memory.unwrap_or_default())
            )
        }
        StoppedBy::Interrupted => "interrompue".to_owned(),
    };
    let reduce =
        advice::advice(exploration).map_or_else(String::new, |reduce| format!(" {reduce}"));
    Some(format!(
        "Exploration incomplète, {why} : il peut y avoir d'autres issues.{reduce}"
    ))
}

fn paths_text(exploration: &Exploration) -> String {
    if exploration.graph().is_reduced() {
        // Un ordre y vaut pour d'autres : leur nombre n'est pas connu.
        return ", un ordre suivi par groupe d'ordres équivalents".to_owned();
    }
    match exploration.graph().path_count() {
        Some(1) => ", 1 exécution".to_owned(),
        // Au-delà, le compte n'est plus exact.
        Some(u128::MAX) => ", plus de 10^38 exécutions".to_owned(),
        Some(paths) => format!(", {} exécutions", thousands(paths)),
        None => ", des exécutions sans fin".to_owned(),
    }
}

/// Raconte des issues qui ne diffèrent que par l'affichage ou par un message ;
/// celles de `hidden` ne sont que comptées.
fn group_text(exploration: &Exploration, shown: &[&Found], hidden: &[&Found], all: bool) -> String {
    let first = shown[0];
    let narrator = Narrator::default();
    let mut text = sentence(&first.ending).to_owned();
    text.push('\n');
    let mut known = BTreeSet::new();
    let mut new = |found: &&&Found| known.insert(found.ending.stdout.clone());
    let shown_texts: Vec<_> = shown.iter().filter(&mut new).collect();
    let hidden_texts = hidden.iter().filter(&mut new).count();
    let several = shown_texts.len() + hidden_texts > 1;
    for (rank, found) in shown_texts.into_iter().enumerate() {
        text += match (found.ending.stdout.is_empty(), rank, several) {
            (true, 0, true) => "   Ou bien il n'a rien affiché.\n",
            (true, ..) => "   Il n'a rien affiché.\n",
            (false, 0, false) => "   Il a affiché :\n",
            (false, 0, true) => "   Selon l'ordre, il a affiché :\n",
            (false, ..) => "   ou :\n",
        };
        text += &stdout_text(&found.ending.stdout, all);
    }
    if hidden_texts > 0 {
        let _ = writeln!(
            text,
            "   ou encore {} autre{} affichage{}",
            thousands(hidden_texts),
            plural(hidden_texts),
            plural(hidden_texts)
        );
    }
    for panicked in &first.ending.panicked {
        let _ = writeln!(
            text,
            "   « {} » a paniqué{} : {}",
            panicked.thread,
            at(panicked.line),
            panicked.message
        );
    }
    if let Some(stopped) = &first.ending.stopped {
        let _ = writeln!(
            text,
            "   « {} »{} : {}",
            stopped.thread,
            at(stopped.line),
            stopped.message
        );
    }
    let messages: BTreeSet<Vec<&str>> = shown
        .iter()
        .chain(hidden)
        .map(|found| messages(&found.ending))
        .collect();
    if messages.len() > 1 {
        let _ = writeln!(
            text,
            "   Le message change d'une exécution à l'autre : il y en a {}.",
            thousands(messages.len())
        );
    }
    for blocked in &first.ending.blocked {
        let _ = writeln!(
            text,
            "   « {} »{}, {}",
            blocked.thread,
            at(blocked.line),
            narrator.blocked(blocked)
        );
    }
    if first.ending.is_failure() {
        text += if several && !first.ending.stdout.is_empty() {
            "   Comment arriver au premier affichage :\n"
        } else {
            "   Comment y arriver :\n"
        };
        text += &schedule_text(
            exploration.program().source,
            &exploration.schedule(first.state),
        );
    }
    text
}

fn schedule_text(source: &str, schedule: &Schedule) -> String {
    const SHOWN: usize = 60;
    let lines: Vec<&str> = source.lines().collect();
    let narrator = Narrator::default();
    let mut text = String::new();
    let hidden = schedule.steps.len().saturating_sub(SHOWN);
    if hidden > 0 {
        let _ = writeln!(text, "      … {} plus tôt", counted(hidden, "étape"));
    }
    for (rank, step) in schedule.steps.iter().enumerate().skip(hidden) {
        let who = match step.thread.as_str() {
            "" => "—".to_owned(),
            name => format!("« {name} »"),
        };
        let _ = writeln!(
            text,
            "      {:>3}. {who}{} : {}",
            rank + 1,
            at(step.line),
            narrator.event(step)
        );
        let source = usize::try_from(step.line)
            .ok()
            .and_then(|line| lines.get(line.checked_sub(1)?));
        if let Some(source) = source {
            let _ = writeln!(text, "           {:>3} | {}", step.line, source.trim());
        }
    }
    text
}

/// Comment finit le programme, en une phrase.
fn sentence(ending: &Ending) -> &'static str {
    Narrator::default().ending(ending.kind, !ending.panicked.is_empty())
}

/// Ce que disent les paniques et les arrêts d'une issue.
fn messages(ending: &Ending) -> Vec<&str> {
    let panicked = ending.panicked.iter().map(|panicked| &panicked.message);
    let stopped = ending.stopped.iter().map(|stopped| &stopped.message);
    panicked.chain(stopped).map(String::as_str).collect()
}

/// Les issues qui ne diffèrent que par l'affichage ou par un message, ensemble ;
/// dans l'ordre de leurs premières. Avec `all`, chaque échec est seul : il a son
/// chemin.
fn groups(found: &[Found], all: bool) -> Vec<Vec<usize>> {
    let mut ranks: BTreeMap<Ending, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (member, Found { ending, .. }) in found.iter().enumerate() {
        let mut key = ending.clone();
        if !(all && ending.is_failure()) {
            key.stdout.clear();
            let panicked = key
                .panicked
                .iter_mut()
                .map(|panicked| &mut panicked.message);
            let stopped = key.stopped.iter_mut().map(|stopped| &mut stopped.message);
            panicked.chain(stopped).for_each(String::clear);
        }
        let rank = *ranks.entry(key).or_insert(groups.len());
        if rank == groups.len() {
            groups.push(Vec::new());
        }
        groups[rank].push(member);
    }
    groups
}

/// Les issues à raconter : la première de chaque sorte, puis de chaque groupe,
/// puis les plus proches.
fn representatives(found: &[Found]) -> BTreeSet<usize> {
    let mut kinds = BTreeSet::new();
    let by_kind = (0..found.len()).filter(|&member| kinds.insert(sentence(&found[member].ending)));
    let by_kind: Vec<usize> = by_kind.collect();
    let firsts = groups(found, false).into_iter().map(|group| group[0]);
    let mut told = BTreeSet::new();
    for member in by_kind.into_iter().chain(firsts).chain(0..found.len()) {
        if told.len() < TOLD {
            told.insert(member);
        }
    }
    told
}

fn stdout_text(stdout: &str, all: bool) -> String {
    let lines: Vec<&str> = stdout.lines().collect();
    let hidden = match all {
        true => 0,
        false => lines.len().saturating_sub(LINES),
    };
    let mut text = String::new();
    for (rank, line) in lines.iter().enumerate() {
        if hidden > 0 && rank == LINES / 2 {
            let _ = writeln!(text, "      … {}", counted(hidden, "ligne"));
        }
        if hidden == 0 || rank < LINES / 2 || rank >= LINES / 2 + hidden {
            let _ = writeln!(text, "      {line}");
        }
    }
    text
}

fn at(line: u32) -> String {
    match line {
        0 => String::new(),
        line => format!(", ligne {line}"),
    }
}
