//! Le temps ordonné, sur des programmes tirés au hasard : trois fils dorment,
//! s'envoient des messages, lisent une horloge et des minuteurs. Le même texte,
//! avec les vrais std et crossbeam, montre l'issue que l'exploration prévoit.

use entrelacs::{Config, OutcomeKind, Program, TimeModel, explore};
use std::cell::RefCell;
use std::thread;
use std::time::Duration;

/// L'unité des durées. Les fils partent décalés d'un tiers : sauf rencontre,
/// deux n'agissent jamais à la même heure.
const UNIT: Duration = Duration::from_millis(36);
/// Les programmes comparés, et ceux tirés au plus.
const COMPARED: usize = 60;
const DRAWN: usize = 400;
/// Une machine chargée peut suspendre un fil au-delà d'une échéance.
const TRIES: usize = 4;

/// Ce que fait un fil, à son tour.
#[derive(Clone, Copy, Debug)]
enum Act {
    Sleep(u32),
    Send(u32),
    Receive(u32),
    Try,
    Tick(u32),
    Timer(u32),
    Select(u32),
    Park(u32),
    Poll,
}

type Script = [Vec<Act>; 3];

/// Deux fois le même texte : une fois pour de vrai, une fois dans le modèle.
macro_rules! interpreter {
    ($name:ident, $($import:item)*) => {
        mod $name {
            $($import)*
            use super::{Act, Script, UNIT};
            use crossbeam_channel::{Receiver, Sender, after, bounded, select, tick};
            use std::sync::{Arc, Mutex};
            use std::thread;
            use std::time::Instant;

            type Log = Arc<Mutex<Vec<String>>>;

            pub fn run(script: Script) -> String {
                let log: Log = Arc::new(Mutex::new(Vec::new()));
                let (tx, rx) = bounded(1);
                let ticker = tick(UNIT * 5 / 2 + UNIT / 7);
                let mut threads = Vec::new();
                for (rank, acts) in script.into_iter().enumerate() {
                    let (log, tx, rx, ticker) =
                        (log.clone(), tx.clone(), rx.clone(), ticker.clone());
                    threads.push(thread::spawn(move || {
                        thread::sleep(UNIT / 3 * u32::try_from(rank).unwrap_or(0));
                        for act in acts {
                            let seen = play(act, rank, &tx, &rx, &ticker);
                            log.lock().unwrap().push(format!("{rank}:{seen}"));
                        }
                    }));
                }
                for thread in threads {
                    thread.join().unwrap();
                }
                let log = log.lock().unwrap();
                log.join(" ")
            }

            fn play(
                act: Act,
                rank: usize,
                tx: &Sender<usize>,
                rx: &Receiver<usize>,
                ticker: &Receiver<Instant>,
            ) -> String {
                match act {
                    Act::Sleep(n) => {
                        thread::sleep(UNIT * n);
                        "dort".to_owned()
                    }
                    Act::Send(n) => format!("{:?}", tx.send_timeout(rank, UNIT * n).is_ok()),
                    Act::Receive(n) => format!("{:?}", rx.recv_timeout(UNIT * n)),
                    Act::Try => format!("{:?}", rx.try_recv()),
                    Act::Tick(n) => format!("{:?}", ticker.recv_timeout(UNIT * n).is_ok()),
                    Act::Timer(n) => {
                        let timer = after(UNIT * n);
                        let early = timer.len();
                        let hour = timer.recv().unwrap();
                        format!("{early}{}{}", timer.len(), hour <= Instant::now())
                    }
                    Act::Select(n) => select! {
                        recv(rx) -> m => format!("{m:?}"),
                        recv(ticker) -> _ => "tic".to_owned(),
                        default(UNIT * n) => "rien".to_owned(),
                    },
                    Act::Park(n) => {
                        thread::park_timeout(UNIT * n);
                        "garé".to_owned()
                    }
                    Act::Poll => {
                        let timer = after(UNIT);
                        while timer.try_recv().is_err() {
                            thread::yield_now();
                        }
                        "sonde".to_owned()
                    }
                }
            }
        }
    };
}

interpreter!(real,);
interpreter!(model, use entrelacs::{crossbeam_channel, std_shim as std};);

thread_local! {
    static SCRIPT: RefCell<Script> = const { RefCell::new([const { Vec::new() }; 3]) };
}

fn main_of_the_script() {
    use entrelacs::print;
    let script = SCRIPT.with_borrow(Script::clone);
    print!("{}", model::run(script));
}

/// La seule issue du programme ; `None` s'il en a plusieurs : des heures se
/// rencontrent.
fn expected(script: &Script) -> Option<String> {
    SCRIPT.replace(script.clone());
    let config = Config {
        time: TimeModel::Ordered,
        max_states: 20_000,
        verifications: 2,
        ..Config::default()
    };
    let exploration = explore(&Program::new(main_of_the_script), &config)
        .unwrap_or_else(|error| panic!("{script:?} : {error}"));
    let outcomes = exploration.outcomes();
    match outcomes.as_slice() {
        [only] if exploration.is_complete() => {
            assert_eq!(only.kind, OutcomeKind::Exit, "{script:?}");
            Some(only.stdout.clone())
        }
        _ => None,
    }
}

struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    fn act(&mut self) -> Act {
        let n = u32::try_from(self.below(3)).unwrap_or(0) + 1;
        match self.below(12) {
            0..=2 => Act::Sleep(n),
            3 | 4 => Act::Send(n),
            5 | 6 => Act::Receive(n),
            7 => Act::Try,
            8 => Act::Tick(n),
            9 => Act::Timer(n),
            10 => Act::Select(n),
            _ if n == 1 => Act::Poll,
            _ => Act::Park(n),
        }
    }
}

#[test]
fn le_vrai_temps_donne_l_issue_prevue_d_un_programme_au_hasard() {
    let mut random = Random(0x5bd1_e995_9e37_79b9);
    let drawn = (0..DRAWN).map(|_| [(); 3].map(|()| (0..3).map(|_| random.act()).collect()));
    let chosen: Vec<(Script, String)> = drawn
        .filter_map(|script: Script| {
            let expected = expected(&script)?;
            Some((script, expected))
        })
        .take(COMPARED)
        .collect();
    assert_eq!(chosen.len(), COMPARED, "trop de rencontres");
    let wrong: Vec<String> = thread::scope(|scope| {
        let runs: Vec<_> = chosen
            .iter()
            .map(|(script, expected)| {
                scope.spawn(move || {
                    let shown: Vec<String> = (0..TRIES)
                        .map(|_| real::run(script.clone()))
                        .take_while(|shown| shown != expected)
                        .collect();
                    (shown.len() == TRIES)
                        .then(|| format!("{script:?}\nprévu {expected}\nvu {}", shown[0]))
                })
            })
            .collect();
        runs.into_iter()
            .filter_map(|run| run.join().expect("un programme tiré ne panique pas"))
            .collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
