//! Ce que l'exploration a appris du programme, fil par fil.
//!
//! Un fil est une fonction de ce qu'il observe : après la même suite de
//! réponses, il annonce la même opération. L'automate retient chaque étape
//! ainsi apprise en exécutant le vrai code ; l'exploration n'a plus besoin,
//! ensuite, que de consulter l'automate. Quelques exécutions réelles suffisent
//! alors à explorer des millions d'entrelacements.

use crate::op::{Response, Step, ThreadId};
use std::rc::Rc;

/// Les étapes connues de tous les fils.
#[derive(Default)]
pub(crate) struct Automaton {
    nodes: Vec<Node>,
}

/// Une étape d'un fil.
struct Node {
    thread: ThreadId,
    parent: u32,
    via: Option<Response>,
    step: Option<Rc<Step>>,
    children: Vec<(Response, u32)>,
}

/// L'étape d'avant `main`.
pub(crate) const ROOT: u32 = 0;
/// L'étape de tout fil fini.
pub(crate) const FINISHED: u32 = u32::MAX;

impl Automaton {
    /// Un automate qui ne sait rien.
    pub fn new() -> Self {
        let root = Node {
            thread: ThreadId::MAIN,
            parent: ROOT,
            via: None,
            step: None,
            children: Vec::new(),
        };
        Self { nodes: vec![root] }
    }

    /// L'étape qui suit `node` après `response`, si elle est connue.
    pub fn next(&self, node: u32, response: &Response) -> Option<u32> {
        let child = self.child(node, response)?;
        self.nodes[child as usize].step.is_some().then_some(child)
    }

    /// L'étape qui suit `node` après `response`, à apprendre peut-être.
    pub fn next_or_new(&mut self, node: u32, response: &Response, thread: ThreadId) -> u32 {
        if let Some(child) = self.child(node, response) {
            return child;
        }
        let child = u32::try_from(self.nodes.len()).expect("moins de quatre milliards d'étapes");
        self.nodes.push(Node {
            thread,
            parent: node,
            via: Some(response.clone()),
            step: None,
            children: Vec::new(),
        });
        self.nodes[node as usize]
            .children
            .push((response.clone(), child));
        child
    }

    fn child(&self, node: u32, response: &Response) -> Option<u32> {
        self.nodes[node as usize]
            .children
            .iter()
            .find_map(|(via, child)| (via == response).then_some(*child))
    }

    /// Ce que le fil annonce à cette étape ; elle doit être connue.
    pub fn step(&self, node: u32) -> &Rc<Step> {
        self.nodes[node as usize]
            .step
            .as_ref()
            .expect("l'étape a été apprise")
    }

    /// Apprend une étape, ou la compare à celle qu'on connaissait : l'ancienne
    /// est rendue si elle diffère.
    pub fn learn(&mut self, node: u32, step: Step) -> Result<bool, Rc<Step>> {
        let known = &mut self.nodes[node as usize].step;
        match known {
            None => {
                *known = Some(Rc::new(step));
                Ok(true)
            }
            Some(known) if **known == step => Ok(false),
            Some(known) => Err(known.clone()),
        }
    }

    /// Le fil d'une étape.
    pub fn thread(&self, node: u32) -> ThreadId {
        self.nodes[node as usize].thread
    }

    /// Le nombre d'étapes connues.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Cherche, juste avant `node`, un même tour de boucle fait au moins deux
    /// fois de suite ; rend l'étape du début du dernier tour et le nombre de
    /// tours identiques.
    pub fn repeated(&self, node: u32) -> Option<(u32, usize)> {
        const LONGEST: usize = 24;
        (1..=LONGEST).find_map(|period| {
            let previous = self.ancestor(node, period)?;
            let mut rounds = 1;
            while self.same_rounds(node, previous, period * rounds) {
                rounds += 1;
            }
            (rounds > 1).then_some((previous, rounds))
        })
    }

    /// Vrai si les `length` étapes qui mènent à `a` valent celles qui mènent à `b`.
    fn same_rounds(&self, mut a: u32, mut b: u32, length: usize) -> bool {
        for _ in 0..length {
            let (left, right) = (&self.nodes[a as usize], &self.nodes[b as usize]);
            if left.step.is_none()
                || left.step != right.step
                || left.via != right.via
                || matches!(left.via, None | Some(Response::Start(_)))
            {
                return false;
            }
            (a, b) = (left.parent, right.parent);
        }
        self.nodes[a as usize].step.is_some()
            && self.nodes[a as usize].step == self.nodes[b as usize].step
    }

    /// Vrai si `node` est `earlier`, ou une étape plus tardive du même fil.
    pub fn descends(&self, mut node: u32, earlier: u32) -> bool {
        // Un parent est toujours appris avant ses enfants.
        while node != FINISHED && node > earlier {
            node = self.nodes[node as usize].parent;
        }
        node == earlier
    }

    fn ancestor(&self, mut node: u32, distance: usize) -> Option<u32> {
        let thread = self.nodes[node as usize].thread;
        for _ in 0..distance {
            let at = &self.nodes[node as usize];
            if at.parent == ROOT || self.nodes[at.parent as usize].thread != thread {
                return None;
            }
            node = at.parent;
        }
        Some(node)
    }

    /// Fait revenir la dernière réponse avant `node` à l'étape `earlier`.
    pub fn redirect(&mut self, node: u32, earlier: u32) {
        self.set_target(node, earlier);
    }

    /// Défait [`Self::redirect`].
    pub fn restore(&mut self, node: u32) {
        self.set_target(node, node);
    }

    fn set_target(&mut self, node: u32, target: u32) {
        let (parent, via) = {
            let at = &self.nodes[node as usize];
            (at.parent, at.via.clone())
        };
        for (response, child) in &mut self.nodes[parent as usize].children {
            if Some(&*response) == via.as_ref() {
                *child = target;
            }
        }
    }
}
