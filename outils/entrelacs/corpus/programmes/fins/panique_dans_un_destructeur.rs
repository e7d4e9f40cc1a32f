//! La panique d'un destructeur se rattrape, et oublie les autres messages

struct Bomb;
impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("drop");
    }
}

fn main() {
    let (s, r) = crossbeam_channel::bounded(2);
    s.send(Bomb).unwrap();
    s.send(Bomb).unwrap();
    drop(s);
    let res = std::panic::catch_unwind(move || drop(r));
    println!("{}", res.is_err());
    let (s, r) = crossbeam_channel::unbounded();
    s.send(Bomb).unwrap();
    s.send(Bomb).unwrap();
    let res = std::panic::catch_unwind(move || drop(r));
    println!("{}", res.is_err());
}
