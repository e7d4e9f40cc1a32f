//! Les valeurs d'un fil, et celles que protègent les verrous.

use entrelacs::std_shim::sync::Arc;
use entrelacs_generator::Make;
use std::rc::Rc;

/// Une forme, selon son côté.
pub trait Shape: Send + Sync {
    fn area(&self) -> i64;
}

struct Square(i64);
struct Bar(i64);

impl Shape for Square {
    fn area(&self) -> i64 {
        self.0.wrapping_mul(self.0)
    }
}

impl Shape for Bar {
    fn area(&self) -> i64 {
        self.0
    }
}

pub fn shape(side: i64) -> Box<dyn Shape> {
    if side % 2 == 0 {
        Box::new(Square(side))
    } else {
        Box::new(Bar(side))
    }
}

/// Ce que protège un verrou.
pub trait Inside: Send + Sync + 'static {
    fn number(&self) -> i64;
    fn put(&mut self, value: i64);
}

impl Inside for i64 {
    fn number(&self) -> i64 {
        *self
    }

    fn put(&mut self, value: i64) {
        *self = value;
    }
}

impl Inside for Vec<String> {
    fn number(&self) -> i64 {
        self.len() as i64
    }

    fn put(&mut self, value: i64) {
        self.push(value.to_string());
    }
}

impl Inside for Box<dyn Shape> {
    fn number(&self) -> i64 {
        self.area()
    }

    fn put(&mut self, value: i64) {
        *self = shape(value);
    }
}

/// La valeur privée d'un fil.
pub enum Private {
    None,
    Text(String),
    List(Vec<i64>),
    Shape(Box<dyn Shape>),
    Closure(Box<dyn Fn(i64) -> i64>),
    Shared(Rc<i64>),
    Owned(Arc<i64>),
    Rest(std::vec::IntoIter<i64>),
}

impl Private {
    pub fn new(make: Make, value: i64) -> Self {
        match make {
            Make::Text => Self::Text((0..value.rem_euclid(5)).map(|_| 'x').collect()),
            Make::List => Self::List((0..value.rem_euclid(4)).collect()),
            Make::Shape => Self::Shape(shape(value)),
            Make::Closure => Self::Closure(Box::new(move |x| x.wrapping_add(value))),
            Make::Shared => Self::Shared(Rc::new(value)),
            Make::Owned => Self::Owned(Arc::new(value)),
            Make::Rest => {
                let mut rest = vec![10, 20].into_iter();
                if value % 2 != 0 {
                    rest.next();
                }
                Self::Rest(rest)
            }
        }
    }

    pub fn number(&self) -> i64 {
        match self {
            Self::None => 0,
            Self::Text(text) => text.len() as i64,
            Self::List(items) => items.iter().sum(),
            Self::Shape(shape) => shape.area(),
            Self::Closure(call) => call(1),
            Self::Shared(value) => **value,
            Self::Owned(value) => **value,
            Self::Rest(rest) => rest.as_slice().iter().sum(),
        }
    }
}
