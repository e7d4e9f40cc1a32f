//! Le dernier parti éteint la lumière : shuttle.
//!
//! Le test `#[ignore]` échoue : c'est la faute que montre la page.

mod recorded;

// ANCHOR: faute
use shuttle::sync::Arc;
use shuttle::sync::atomic::{AtomicU32, Ordering::SeqCst};
use shuttle::thread;

fn partir(presents: &AtomicU32) -> bool {
    presents.fetch_sub(1, SeqCst);
    presents.load(SeqCst) == 0
}

fn tous_partent() {
    let presents = Arc::new(AtomicU32::new(2));
    let les_memes = Arc::clone(&presents);
    let luc = thread::spawn(move || partir(&les_memes));
    let ana = partir(&presents);
    let luc = luc.join().unwrap();
    assert!(ana != luc, "Ana éteint : {ana}, Luc : {luc}");
}

#[test]
#[ignore = "il échoue : c'est la faute que l'on cherche"]
fn un_seul_eteint() {
    shuttle::check_random(tous_partent, 1000);
}
// ANCHOR_END: faute

#[test]
fn shuttle_montre_la_faute_et_son_deroulement() {
    recorded::check("shuttle.txt", &recorded::failure("un_seul_eteint"));
}

/// Le déroulement que montre la page ramène à la faute.
#[test]
#[should_panic(expected = "Ana éteint : true, Luc : true")]
fn le_deroulement_releve_se_rejoue() {
    let report = recorded::read("shuttle.txt");
    let mut lines = report
        .lines()
        .skip_while(|line| *line != "failing schedule:");
    let schedule = lines.nth(2).expect("le relevé a un déroulement");
    shuttle::replay(tous_partent, schedule);
}
