//! Trois membres : l'un s'en va, l'autre ne lit pas, et le salon les retire sur place
//!
//! Juste : `salon/partir/retirer`

fn main() {
    let (envoi, boite) = bounded(0);
    let [(a, ana), (l, luc), (z, _zoe)] = [bounded(1), bounded(2), bounded(1)];
    let files = BTreeMap::from([(1, a), (2, l), (3, z)]);
    thread::scope(|s| {
        s.spawn(|| salon(boite, files));
        s.spawn(move || assert_eq!(ana.recv(), Ok("bonjour")));
        envoi.send(Dire("bonjour")).unwrap();
        envoi.send(Dire("à demain")).unwrap();
        envoi.send(Eteindre).unwrap();
    });
    assert!(luc.iter().eq(["bonjour", "à demain"]));
}
