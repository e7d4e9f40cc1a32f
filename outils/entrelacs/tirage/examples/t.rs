use entrelacs_tirage::*;
use std::collections::BTreeMap;
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args[0] != "choix" {
        for s in &args {
            let s: u64 = s.parse().unwrap();
            let p = draw(s);
            println!("// graine {s}\n{}", rust(&p));
            let r = Reference::of(&p, 20000);
            for e in r.endings {
                println!("//  {e:?}");
            }
        }
        return;
    }
    // choix : couvre les mots
    let words = [
        "select!",
        "default =>",
        "default(",
        "bounded::<i64>(0)",
        "bounded::<String>",
        "unbounded::<",
        "Message",
        "mpsc::channel",
        "mpsc::sync",
        "lock()",
        "try_lock",
        "read()",
        "write()",
        "try_read",
        "try_write",
        "wait(",
        "wait_while",
        "wait_timeout",
        "notify_one",
        "notify_all",
        "Barrier",
        "get_or_init",
        "o0.set",
        "strong_count",
        "_de_plus",
        "thread::scope",
        "catch_unwind",
        "panic!",
        "park()",
        "park_timeout",
        "unpark",
        "is_finished",
        "compare_exchange",
        "fetch_update",
        "swap(",
        "loop {",
        "r[3] + 1",
        "assez",
        "prive = Prive::Fermeture",
        "prive = Prive::Partage",
        "prive = Prive::Forme",
        "prive = Prive::Texte",
        "is_poisoned",
        "clear_poison",
        "g0.push",
        "forme(",
        "for recu in",
        "cellule.dit",
        "send_timeout",
        "recv_timeout",
        "try_send",
        "try_recv",
        "fil1.1x",
        "sleep",
        "yield_now",
    ];
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    let mut chosen = vec![];
    for seed in 0..3000u64 {
        let p = draw(seed);
        let r = Reference::of(&p, 3000);
        if !r.complete || r.states < 25 || r.endings.len() < 2 && seed % 3 != 0 {
            continue;
        }
        let t = rust(&p);
        let rare = words
            .iter()
            .filter(|w| t.contains(**w))
            .map(|w| count.get(w).copied().unwrap_or(0))
            .min()
            .unwrap_or(99);
        let nouv = words
            .iter()
            .filter(|w| t.contains(**w) && count.get(*w).copied().unwrap_or(0) < 3)
            .count();
        if nouv >= 2 || (nouv >= 1 && rare < 1) || (chosen.len() < 30 && r.endings.len() > 3) {
            for w in words {
                if t.contains(w) {
                    *count.entry(w).or_default() += 1;
                }
            }
            chosen.push(seed);
        }
        if chosen.len() >= 54 {
            break;
        }
    }
    println!("{chosen:?} {}", chosen.len());
    for w in words {
        print!("{w}={} ", count.get(w).copied().unwrap_or(0));
    }
}
