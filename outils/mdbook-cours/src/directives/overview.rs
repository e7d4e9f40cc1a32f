//! `{{#chapitres}}`, `{{#exercices}}`, `{{#plan_de_seance}}`, `{{#progres}}` : ce qui
//! parle de tout le cours.

use super::directive::{Directive, Parsed};
use super::reader::Reader;
use crate::course::{self, Course, plan, progress};
use crate::page::typography;

/// Une vue du cours, d'où le second argument mène à la racine du site.
struct Overview(fn(&Course, &str) -> String);

pub fn chapters(_: &str, _: &mut Reader) -> Parsed {
    Ok(Box::new(Overview(course::chapters::to_html)))
}

pub fn exercises(_: &str, _: &mut Reader) -> Parsed {
    Ok(Box::new(Overview(course::exercises::list)))
}

pub fn plan(_: &str, _: &mut Reader) -> Parsed {
    Ok(Box::new(Overview(|course, root| {
        typography::apply(&plan::markdown(&course.lessons, root))
    })))
}

pub fn progress(_: &str, _: &mut Reader) -> Parsed {
    Ok(Box::new(Overview(|course, _| {
        progress::panel(&course.lessons)
    })))
}

impl Directive for Overview {
    fn about_course(&self, course: &Course, root: &str) -> Option<String> {
        Some(self.0(course, root))
    }
}
