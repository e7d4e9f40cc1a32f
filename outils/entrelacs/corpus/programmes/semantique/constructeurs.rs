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
    debogages();
}

/// L'affichage de chaque type par `Debug`
fn debogages() {
    use std::sync::{Arc, Barrier, Condvar, Mutex, Once, OnceLock, RwLock, LazyLock, mpsc};
    use std::sync::atomic::*;
    use std::thread;

    #[derive(Debug)]
    struct Tout {
        m: Mutex<i32>,
        c: Condvar,
        b: Barrier,
        o: Once,
        ol: OnceLock<i32>,
        rw: RwLock<String>,
        a: AtomicU32,
        bo: AtomicBool,
        arc: Arc<Mutex<u8>>,
        lazy: LazyLock<u8>,
    }

    let t = Tout {
        m: Mutex::new(1),
        c: Condvar::new(),
        b: Barrier::new(2),
        o: Once::new(),
        ol: OnceLock::new(),
        rw: RwLock::new("x".into()),
        a: AtomicU32::new(3),
        bo: AtomicBool::new(true),
        arc: Arc::new(Mutex::new(7)),
        lazy: LazyLock::new(|| 3),
    };
    println!("{t:?}");
    t.ol.set(4).unwrap();
    LazyLock::force(&t.lazy);
    let g = t.m.lock().unwrap();
    println!("{:#?}", t);
    println!("{g:?}");
    drop(g);
    let h = thread::Builder::new().name("ouvrier".into()).spawn(|| {}).unwrap();
    println!("{:?} {:?}", h, h.thread().name());
    h.join().unwrap();
    let (tx, rx) = mpsc::channel::<i32>();
    println!("{tx:?} {rx:?} {:?} {:?}", rx.iter(), rx.try_iter());
    println!("{:?} {:?}", rx.try_recv(), tx.send(1));
    drop(rx);
    println!("{:?}", tx.send(1));
    let (tx, rx) = mpsc::sync_channel::<i32>(1);
    println!("{tx:?} {:?} {:?}", tx.try_send(1), tx.try_send(2));
    drop(rx);
    println!("{:?}", tx.try_send(1));
    let w = Arc::downgrade(&t.arc);
    println!("{w:?}");
    println!("{:?}", t.m.try_lock().map(|g| *g));
    let r = t.rw.read().unwrap();
    println!("{:?} {:?}", r, t.rw);
    println!("{:?}", t.rw.try_write().is_err());
    println!("{:?}", thread::Builder::new().name("z".into()));
    thread::scope(|s| {
        let h = s.spawn(|| 1);
        println!("{h:?}");
    });
}
