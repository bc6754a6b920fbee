//! The frames of a back-up file: one byte that says what it is, four bytes of length (big endian), then so many bytes.
use super::BackupError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{ErrorKind, Read, Write};

pub const MAGIC: &[u8; 16] = b"waybill-backup\n\0";
/// Longest frame that is written or believed.
const LONGEST: usize = 1 << 20;

/// What a frame holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    Head = b'H',
    Table = b'T',
    Rows = b'R',
    TableEnd = b'E',
    Foot = b'F',
}

impl Kind {
    const ALL: [Kind; 5] = [Kind::Head, Kind::Table, Kind::Rows, Kind::TableEnd, Kind::Foot];

    fn of(byte: u8) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| *kind as u8 == byte)
    }
}

/// Writes bytes, in several frames where they are many.
pub fn write(out: &mut impl Write, kind: Kind, bytes: &[u8]) -> Result<(), BackupError> {
    if bytes.is_empty() {
        return write_one(out, kind, bytes);
    }
    bytes.chunks(LONGEST).try_for_each(|chunk| write_one(out, kind, chunk))
}

fn write_one(out: &mut impl Write, kind: Kind, bytes: &[u8]) -> Result<(), BackupError> {
    let length = u32::try_from(bytes.len()).map_err(|_| BackupError::Damaged("a frame is too long"))?;
    out.write_all(&[kind as u8])?;
    out.write_all(&length.to_be_bytes())?;
    out.write_all(bytes)?;
    Ok(())
}

pub fn write_json(out: &mut impl Write, kind: Kind, value: &impl Serialize) -> Result<(), BackupError> {
    let json = serde_json::to_vec(value).map_err(|_| BackupError::Damaged("a head cannot be written"))?;
    write_one(out, kind, &json)
}

/// The next frame; none where the file ends between two.
pub fn read(from: &mut impl Read) -> Result<Option<(Kind, Vec<u8>)>, BackupError> {
    let mut kind = [0];
    loop {
        match from.read(&mut kind) {
            Ok(0) => return Ok(None),
            Ok(_) => break,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(cut_off(error)),
        }
    }
    let [kind] = kind;
    let kind = Kind::of(kind).ok_or(BackupError::Damaged("a frame of a kind that does not exist"))?;
    let mut length = [0; 4];
    from.read_exact(&mut length).map_err(cut_off)?;
    let length = u32::from_be_bytes(length) as usize;
    if length > LONGEST {
        return Err(BackupError::Damaged("a frame is too long"));
    }
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes).map_err(cut_off)?;
    Ok(Some((kind, bytes)))
}

pub fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BackupError> {
    serde_json::from_slice(bytes).map_err(|_| BackupError::Damaged("a head cannot be read"))
}

/// A stream that ends too early says so in its own words.
pub fn cut_off(error: std::io::Error) -> BackupError {
    match error.kind() {
        ErrorKind::UnexpectedEof => BackupError::CutOff,
        ErrorKind::InvalidInput | ErrorKind::InvalidData => BackupError::Damaged("its bytes were changed"),
        _ => BackupError::File(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_goes_in_several_frames_and_comes_back_whole() {
        let bytes: Vec<u8> = (0..LONGEST + 10).map(|n| u8::try_from(n % 251).unwrap()).collect();
        let mut file = Vec::new();
        write(&mut file, Kind::Rows, &bytes).unwrap();
        write(&mut file, Kind::TableEnd, &[]).unwrap();
        let (mut from, mut back) = (file.as_slice(), Vec::new());
        while let Some((Kind::Rows, part)) = read(&mut from).unwrap() {
            back.extend(part);
        }
        assert_eq!(back, bytes);
        assert_eq!(read(&mut from).unwrap(), None);
        assert!(matches!(read(&mut &file[..LONGEST]), Err(BackupError::CutOff)));
    }

    #[test]
    fn a_length_is_not_believed_blindly() {
        assert!(matches!(read(&mut &b"R\xff\xff\xff\xff"[..]), Err(BackupError::Damaged(_))));
        assert!(matches!(read(&mut &b"?\0\0\0\0"[..]), Err(BackupError::Damaged(_))));
    }
}
