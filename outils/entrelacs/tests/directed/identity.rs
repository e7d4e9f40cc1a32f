//! Ce qu'un fil a en mémoire le distingue : des programmes dont une issue manquerait,
//! ou qui sembleraient tourner sans fin, si une partie n'en était pas lue.

use crate::check;
use entrelacs::std_shim::sync::atomic::{AtomicU64, Ordering::SeqCst};
use entrelacs::std_shim::sync::mpsc::{self, Receiver};
use entrelacs::std_shim::sync::{Arc, Mutex, MutexGuard};
use entrelacs::std_shim::thread;
use entrelacs::{Config, Identity, Program, Reduce, explore};
use std::cell::Cell;
use std::hint::black_box;

/// 0 ou 1, selon l'ordre.
fn either() -> u64 {
    let value = AtomicU64::new(0);
    thread::scope(|scope| {
        scope.spawn(|| value.store(1, SeqCst));
        value.load(SeqCst)
    })
}

/// L'une ou l'autre, sans que la pile de l'appelant dise laquelle autrement.
#[inline(never)]
fn pick<T>(values: &[T]) -> &T {
    &values[either() as usize]
}

/// Une étape, qui n'apprend rien, sur une pile où plus rien ne traîne.
fn step() {
    wipe();
    thread::yield_now();
}

#[inline(never)]
fn wipe() {
    black_box([0_u64; 1024]);
}

#[test]
fn un_entier_qui_ressemble_a_une_adresse_est_lu() {
    /// La place d'une arène que personne n'a, celle d'une arène où rien n'est
    /// alloué, une bibliothèque du système.
    const BASES: [u64; 3] = [
        0x60ED_0000_0000,
        0x5EED_9A37_0000 + (1 << 30),
        0x7F12_3456_7000,
    ];
    fn main() {
        for base in BASES {
            let word = black_box(base + either());
            step();
            entrelacs::print!("{}", word - base);
        }
    }
    check(
        main,
        &["000", "001", "010", "011", "100", "101", "110", "111"],
    );
}

#[test]
fn un_compteur_qui_ressemble_a_une_adresse_est_lu() {
    fn main() {
        let mut word = black_box(0x60ED_0000_0000_u64);
        let mut other = black_box(0x7F12_3456_7000_u64);
        while *black_box(&mut word) != 0x60ED_0000_0003 {
            step();
            *black_box(&mut word) += 1;
        }
        while *black_box(&mut other) != 0x7F12_3456_7003 {
            step();
            *black_box(&mut other) += 1;
        }
        entrelacs::println!("fini");
    }
    check(main, &["fini"]);
}

#[test]
fn une_variable_qui_n_est_que_dans_un_registre_est_lue() {
    fn main() {
        let (a, b, c) = (either(), either(), either());
        step();
        step();
        entrelacs::println!("{a}{b}{c}");
    }
    check(
        main,
        &["000", "001", "010", "011", "100", "101", "110", "111"],
    );
}

/// Un compteur, là où était le contenu d'un verrou.
#[repr(align(32))]
struct Counter(u64);

/// Une place où un verrou laisse son en-tête, que rien ne récrit, devant un compteur.
enum Place {
    Lock(Mutex<[u64; 5]>),
    Count(Counter),
}

impl Place {
    fn lock(&self) -> MutexGuard<'_, [u64; 5]> {
        match self {
            Self::Lock(lock) => lock.lock().unwrap(),
            Self::Count(..) => unreachable!(),
        }
    }

    #[inline(never)]
    fn empty(&mut self) {
        *self = Self::Count(Counter(0));
    }

    /// Déplace le verrou, sans le détruire.
    #[inline(never)]
    fn leave(&mut self) {
        std::mem::forget(std::mem::replace(self, Self::Count(Counter(0))));
    }

    #[inline(never)]
    fn bump(&mut self) -> bool {
        let Self::Count(Counter(count)) = self else {
            unreachable!()
        };
        *count += 1;
        *count == 3
    }

    /// Compte jusqu'à trois, là où était le verrou.
    fn count(&mut self) -> u64 {
        loop {
            step();
            if self.bump() {
                return 3;
            }
        }
    }
}

#[test]
fn la_copie_morte_d_un_verrou_ne_masque_rien() {
    fn moved_from_own_stack() {
        let mut place = Place::Lock(Mutex::new([0; 5]));
        *black_box(&place).lock() = [1; 5];
        place.leave();
        entrelacs::println!("{}", black_box(&mut place).count());
    }
    fn moved_after_a_scope() {
        let mut place = Place::Lock(Mutex::new([0; 5]));
        thread::scope(|scope| {
            scope.spawn(|| *black_box(&place).lock() = [1; 5]);
        });
        place.leave();
        entrelacs::println!("{}", black_box(&mut place).count());
    }
    check(moved_from_own_stack, &["3"]);
    check(moved_after_a_scope, &["3"]);
}

#[test]
fn ce_qui_est_ecrit_par_get_mut_est_lu_par_les_autres() {
    fn main() {
        let mut lock = Box::new(Mutex::new(7));
        *lock.lock().unwrap() = 8;
        let value = either();
        *lock.get_mut().unwrap() = value;
        thread::scope(|scope| {
            let lock = &lock;
            scope.spawn(move || entrelacs::println!("{}", lock.lock().unwrap()));
        });
    }
    check(main, &["0", "1"]);
}

#[test]
fn deux_arc_de_meme_contenu_sont_deux_arc() {
    fn main() {
        let (first, second) = (Arc::new(5), Arc::new(5));
        let (sender, receiver): (_, Receiver<Arc<i32>>) = mpsc::channel();
        let other = thread::spawn(move || {
            let one = receiver.recv().unwrap();
            let two = receiver.recv().unwrap();
            entrelacs::println!("{}", Arc::ptr_eq(&one, &two));
        });
        let one = if either() == 0 { &first } else { &second };
        sender.send(one.clone()).unwrap();
        sender.send(first.clone()).unwrap();
        other.join().unwrap();
    }
    check(main, &["true", "false"]);
}

#[test]
fn deux_variables_de_la_pile_sont_deux_variables() {
    fn main() {
        let values = black_box([3, 4]);
        let chosen = pick(&values);
        step();
        entrelacs::println!("{chosen}");
    }
    check(main, &["3", "4"]);
}

#[test]
fn deux_cases_du_tas_sont_deux_cases() {
    fn main() {
        let values = black_box(vec![3, 4]);
        let chosen = pick(&values);
        step();
        entrelacs::println!("{chosen}");
    }
    check(main, &["3", "4"]);
}

/// Écrit 0 ou 1, sans le laisser sur la pile de l'appelant.
#[inline(never)]
fn fill(place: &mut u64) {
    *place = either();
}

#[test]
fn un_fil_a_portee_lit_ce_qu_une_garde_pretee_protege() {
    fn main() {
        let lock = Arc::new(Mutex::new(0));
        let mut guard = lock.lock().unwrap();
        fill(&mut guard);
        wipe();
        thread::scope(|scope| {
            let guard = &guard;
            scope.spawn(move || {
                step();
                entrelacs::println!("{}", **guard);
            });
        });
    }
    check(main, &["0", "1"]);
}

#[test]
fn un_fil_a_portee_relit_ce_qu_il_a_ecrit_par_une_garde_pretee() {
    fn main() {
        let lock = Arc::new(Mutex::new(0));
        let value = AtomicU64::new(0);
        let mut guard = lock.lock().unwrap();
        thread::scope(|scope| {
            scope.spawn(|| value.store(1, SeqCst));
            let (content, value) = (&mut *guard, &value);
            scope.spawn(move || {
                *content = value.load(SeqCst);
                step();
                entrelacs::println!("{content}");
            });
        });
        step();
        entrelacs::println!("{guard}");
    }
    check(main, &["0\n0", "1\n1"]);
}

#[test]
fn ce_qu_ecrit_un_petit_fils_se_relit() {
    fn main() {
        let value = AtomicU64::new(0);
        let mut kept = 7;
        thread::scope(|scope| {
            scope.spawn(|| value.store(1, SeqCst));
            let (kept, value) = (&mut kept, &value);
            scope.spawn(move || {
                thread::scope(|inner| {
                    let kept = &mut *kept;
                    inner.spawn(move || {
                        *kept = value.load(SeqCst);
                        step();
                        *kept += 10 * *kept;
                    });
                });
                step();
                entrelacs::print!("{kept} ");
            });
        });
        step();
        entrelacs::println!("{kept}");
    }
    check(main, &["0 0", "11 11"]);
}

#[test]
fn un_fil_a_portee_ecrit_par_get_mut_chez_son_parent() {
    fn main() {
        let mut lock = Mutex::new(7);
        let value = AtomicU64::new(0);
        thread::scope(|scope| {
            scope.spawn(|| value.store(1, SeqCst));
            let (lock, value) = (&mut lock, &value);
            scope.spawn(move || {
                *lock.get_mut().unwrap() = value.load(SeqCst);
                step();
                entrelacs::print!("{} ", lock.get_mut().unwrap());
            });
        });
        let lock = Arc::new(lock);
        let other = lock.clone();
        let other = thread::spawn(move || entrelacs::println!("{}", other.lock().unwrap()));
        other.join().unwrap();
    }
    check(main, &["0 0", "1 1"]);
}

#[test]
fn un_contenu_emprunte_par_get_mut_se_prete() {
    fn main() {
        let mut lock = Box::new(Mutex::new(7));
        *lock.lock().unwrap() = 8;
        let value = AtomicU64::new(0);
        let content = lock.get_mut().unwrap();
        thread::scope(|scope| {
            scope.spawn(|| value.store(1, SeqCst));
            let (content, value) = (&mut *content, &value);
            scope.spawn(move || {
                *content = value.load(SeqCst);
                step();
                entrelacs::print!("{content} ");
            });
        });
        thread::scope(|scope| {
            scope.spawn(|| entrelacs::println!("{}", lock.lock().unwrap()));
        });
    }
    check(main, &["0 0", "1 1"]);
}

#[test]
fn un_verrou_mort_ne_masque_plus_son_bloc() {
    fn main() {
        let mut place = Box::new(Place::Lock(Mutex::new([0; 5])));
        *black_box(&place).lock() = [1; 5];
        place.empty();
        entrelacs::println!("{}", black_box(&mut place).count());
    }
    check(main, &["3"]);
}

#[test]
fn deux_fils_de_meme_memoire_restent_deux_fils() {
    fn main() {
        let twin = || {
            step();
            let lock = Mutex::new(0);
            let mut guard = lock.lock().unwrap();
            step();
            *guard += 1;
            entrelacs::print!("{guard}");
        };
        let others = [thread::spawn(twin), thread::spawn(twin)];
        for other in others {
            other.join().unwrap();
        }
    }
    check(main, &["11"]);
}

/// Crée un verrou et le détruit, ou non.
#[inline(never)]
fn maybe_forget() {
    if either() == 1 {
        let _ = *Mutex::new(0).lock().unwrap();
    }
}

#[test]
fn le_nom_d_un_objet_ne_depend_pas_de_ce_qui_est_oublie() {
    fn main() {
        maybe_forget();
        step();
        let (first, second) = (Arc::new(Mutex::new(1)), Arc::new(Mutex::new(2)));
        let (one, two) = (first.clone(), second.clone());
        let other = thread::spawn(move || {
            let sum = *one.lock().unwrap() + *two.lock().unwrap();
            entrelacs::println!("{sum}");
        });
        let _ = (*first.lock().unwrap(), *second.lock().unwrap());
        other.join().unwrap();
    }
    check(main, &["3"]);
}

#[test]
fn deux_blocs_de_meme_contenu_sont_deux_blocs() {
    fn main() {
        let blocks = black_box([Box::new(Cell::new(0)), Box::new(Cell::new(0))]);
        let chosen = &**pick(&blocks);
        step();
        chosen.set(1);
        entrelacs::println!("{}{}", blocks[0].get(), blocks[1].get());
    }
    check(main, &["01", "10"]);
}

/// Ailleurs, l'identité peut être l'histoire : les états y sont plus nombreux.
fn is_exact() -> bool {
    Identity::Memory.here() == Identity::Memory
}

/// Vérifie que `main` n'a pas plus de `most` états.
fn check_states(main: fn(), most: usize) {
    let config = Config {
        reduce: Reduce::Never,
        ..Config::default()
    };
    let exploration = explore(&Program::new(main), &config).expect("il s'explore");
    assert!(exploration.is_complete());
    let states = exploration.graph().state_count();
    assert!(!is_exact() || states <= most, "{states} états");
}

/// Lit, et oublie.
#[inline(never)]
fn look(value: &AtomicU64) {
    value.load(SeqCst);
}

#[test]
fn ce_que_les_autres_font_d_un_arc_ne_distingue_rien() {
    fn main() {
        let (shared, value) = (Arc::new(5), Arc::new(AtomicU64::new(0)));
        let (copy, theirs) = (shared.clone(), value.clone());
        let other = thread::spawn(move || {
            let again = copy.clone();
            theirs.store(1, SeqCst);
            step();
            drop(again);
        });
        look(&value);
        step();
        step();
        step();
        entrelacs::println!("{shared}");
        other.join().unwrap();
    }
    check_states(main, 21);
}

#[test]
fn ce_que_protege_un_verrou_ne_distingue_pas_qui_ne_le_tient_pas() {
    fn main() {
        let (lock, value) = (Arc::new(Mutex::new(0)), Arc::new(AtomicU64::new(0)));
        let (copy, theirs) = (lock.clone(), value.clone());
        let other = thread::spawn(move || {
            *copy.lock().unwrap() = 1;
            theirs.store(1, SeqCst);
        });
        // Le verrou a servi : l'exploration sait où il est.
        drop(lock.lock().unwrap());
        look(&value);
        step();
        step();
        step();
        drop(lock);
        other.join().unwrap();
    }
    check_states(main, 30);
}

#[test]
fn ce_qu_une_operation_laisse_sous_la_pile_ne_distingue_rien() {
    fn main() {
        let value = AtomicU64::new(0);
        thread::scope(|scope| {
            scope.spawn(|| {
                for turn in 0..3 {
                    value.store(turn, SeqCst);
                }
            });
            for _ in 0..3 {
                value.load(SeqCst);
            }
            step();
        });
    }
    check_states(main, 28);
}

/// Un entier partagé, que la pile de l'appelant ne dit pas.
#[inline(never)]
fn shared() -> Arc<u64> {
    Arc::new(either())
}

#[test]
fn le_contenu_d_un_arc_est_lu() {
    fn main() {
        let value = shared();
        step();
        entrelacs::println!("{value}");
    }
    check(main, &["0", "1"]);
}
