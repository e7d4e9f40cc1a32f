//! L'adresse d'une fonction, en décimal

fn f() {}

fn main() {
    let g: fn() = f;
    println!("{}", g as usize);
}
