//! Une `const fn` qui construit verrous et atomes, pour une `static` et pour une variable
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, Ordering::SeqCst};
use std::sync::{Barrier, Condvar, LazyLock, Mutex, Once, OnceLock, RwLock};
use std::thread;

struct Registre {
    noms: Mutex<Vec<&'static str>>,
    lus: RwLock<u32>,
    pret: Condvar,
    fait: AtomicBool,
    une_fois: Once,
    donne: OnceLock<u32>,
    calcule: LazyLock<u32>,
    nul: AtomicPtr<u32>,
}

impl Registre {
    const fn new(valeur: u32) -> Self {
        Self {
            noms: Mutex::new(Vec::new()),
            lus: RwLock::new(valeur),
            pret: Condvar::new(),
            fait: AtomicBool::new(false),
            une_fois: Once::new(),
            donne: OnceLock::new(),
            calcule: LazyLock::new(|| 9),
            nul: AtomicPtr::new(std::ptr::null_mut()),
        }
    }

    fn ajoute(&self, nom: &'static str) {
        self.une_fois.call_once(|| *self.lus.write().unwrap() += 1);
        self.noms.lock().unwrap().push(nom);
        self.fait.store(true, SeqCst);
        self.pret.notify_all();
    }

    fn somme(&self) -> (usize, u32, bool, u32, u32, bool) {
        let mut noms = self.noms.lock().unwrap();
        while noms.is_empty() {
            noms = self.pret.wait(noms).unwrap();
        }
        let donne = *self.donne.get_or_init(|| 4);
        (noms.len(), *self.lus.read().unwrap(), self.fait.load(SeqCst), donne, *self.calcule, self.nul.load(SeqCst).is_null())
    }
}

static REGISTRE: Registre = Registre::new(1);
static CASES: [AtomicU32; 3] = [const { AtomicU32::new(2) }; 3];
static PORTE: Barrier = Barrier::new(2);

fn main() {
    let local = Registre::new(5);
    let fil = thread::spawn(|| {
        REGISTRE.ajoute("fil");
        CASES[1].fetch_add(1, SeqCst);
        PORTE.wait();
    });
    REGISTRE.ajoute("main");
    PORTE.wait();
    fil.join().unwrap();
    println!("{:?}", REGISTRE.somme());
    local.ajoute("seul");
    println!("{:?}", local.somme());
    println!("{:?}", CASES.iter().map(|case| case.load(SeqCst)).collect::<Vec<_>>());
}
