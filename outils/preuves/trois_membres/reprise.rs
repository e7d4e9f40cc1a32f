//! Trois membres : deux reviennent pendant que le troisième parle, et nul n'a de trou tu
//!
//! Juste : `salon/reprise`
//! Fautif : `salon/reprise/trou_tu`

fn main() {
    let (demander, boite) = bounded(0);
    thread::spawn(|| salon(boite));
    let luc = demander.clone();
    thread::spawn(move || [3, 4].map(|n| luc.send(Demande::Annoncer(n))));
    let membres = [0, 1].map(|vue| {
        let (demander, (file, suite)) = (demander.clone(), unbounded());
        thread::spawn(move || demander.send(Demande::Revenir(vue, file)).unwrap());
        (vue, suite)
    });
    drop(demander);
    for (vue, suite) in membres {
        let mut lues = suite.iter().peekable();
        let dit = lues.next_if(|mot| mot == "trou").is_some();
        let lues: Vec<u32> = lues.map(|mot| mot.parse().unwrap()).collect();
        let suivent = (lues[0]..).zip(&lues).all(|(attendu, lu)| attendu == *lu);
        assert!(suivent && lues.last() == Some(&4), "{lues:?}");
        assert_eq!(dit, lues[0] > vue + 1, "{lues:?}");
    }
}
