//! The file that is being brought in: its bytes, what was seen in it, and what the person chose.

use crate::t;
use crate::words::language;
use engine::Desk;
use shared::base::TextLine;
use shared::orders::intake::{Choice, Look, Options, look};
use shared::text::intake as words;
use std::rc::Rc;

/// Larger files are an export of years: they belong into the command line.
const LARGEST: usize = 256 * 1024 * 1024;

/// One file and everything that was chosen about it. Cheap to clone.
#[derive(Clone)]
pub struct Source {
    pub name: TextLine,
    bytes: Rc<Vec<u8>>,
    pub choice: Choice,
    pub look: Look,
    pub options: Options,
}

impl Source {
    /// A copy of the bytes for a reader, which takes them.
    pub fn bytes(&self) -> Vec<u8> {
        self.bytes.as_ref().clone()
    }

    /// Looks again with another encoding, delimiter or header. A file that cannot be read that way stays as it was.
    pub fn choose(&mut self, choice: Choice) {
        if let Ok(look) = look(&self.bytes, choice) {
            self.choice = choice;
            self.look = look;
        }
    }
}

/// Reads a file and looks at it. The error is said at the field.
pub async fn open(file: kit::File, desk: Desk) -> Result<Source, String> {
    let name = TextLine::keep(&file.name()).unwrap_or_default();
    let bytes = kit::read_file(file).await.ok_or_else(|| t!("import-unreadable"))?;
    if bytes.len() > LARGEST {
        return Err(t!("import-too-large"));
    }
    let seen = look(&bytes, Choice::default()).map_err(|broken| words::broken(language(), &broken))?;
    let shop = desk.read(|books| books.merchant()).ok_or_else(|| t!("import-unreadable"))?;
    let channel = TextLine::keep("file").unwrap_or_default();
    let options = Options { import: Some(engine::ids::import_id()), ..words::options(&shop, channel) };
    Ok(Source { name, bytes: Rc::new(bytes), choice: Choice::default(), look: seen, options })
}
