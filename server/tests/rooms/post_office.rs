//! A mail server to test against: speaks SMTP, keeps what it takes, and can be told to fail.
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How one conversation goes. Without a word, mails are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Accept,
    /// 451 at the recipient.
    Busy,
    /// 550 at the recipient.
    Unknown,
    /// Takes the text and hangs up without an answer.
    HangUpAfterText,
    /// Hangs up before the text.
    HangUpBeforeText,
}

/// A mail as it arrived.
#[derive(Debug, Clone)]
pub struct Received {
    pub from: String,
    pub to: Vec<String>,
    pub text: String,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.text.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
        head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned))
    }
}

#[derive(Clone)]
pub struct PostOffice {
    pub url: String,
    moods: Arc<Mutex<VecDeque<Mood>>>,
    mails: Arc<Mutex<Vec<Received>>>,
}

impl PostOffice {
    /// The moods are those of the next conversations, one after the other.
    pub async fn open(moods: impl IntoIterator<Item = Mood>) -> PostOffice {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let office = PostOffice {
            url: format!("smtp://{}", listener.local_addr().unwrap()),
            moods: Arc::new(Mutex::new(moods.into_iter().collect())),
            mails: Arc::default(),
        };
        let inside = office.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let inside = inside.clone();
                tokio::spawn(async move { inside.talk(stream).await });
            }
        });
        office
    }

    /// Everything it took, also where it did not say so.
    pub fn mails(&self) -> Vec<Received> {
        self.mails.lock().unwrap().clone()
    }

    async fn talk(&self, stream: TcpStream) -> Option<()> {
        let mood = self.moods.lock().unwrap().pop_front().unwrap_or(Mood::Accept);
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 post.example\r\n").await.ok()?;
        let mut mail = Received { from: String::new(), to: Vec::new(), text: String::new() };
        while let Some(line) = lines.next_line().await.ok()? {
            let verb = line.to_ascii_uppercase();
            let answer = match verb.as_str() {
                _ if verb.starts_with("EHLO") => "250-post.example\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n".to_owned(),
                _ if verb.starts_with("MAIL FROM:") => {
                    mail.from = line["MAIL FROM:".len()..].to_owned();
                    "250 fine\r\n".to_owned()
                }
                _ if verb.starts_with("RCPT TO:") => {
                    let to = line["RCPT TO:".len()..].to_owned();
                    match mood {
                        Mood::Busy => "451 4.3.2 come again later\r\n".to_owned(),
                        Mood::Unknown => format!("550 5.1.1 {to}: no such mailbox\r\n"),
                        _ => {
                            mail.to.push(to);
                            "250 fine\r\n".to_owned()
                        }
                    }
                }
                "DATA" if mood == Mood::HangUpBeforeText => return None,
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await.ok()?;
                    while let Some(line) = lines.next_line().await.ok()? {
                        if line == "." {
                            break;
                        }
                        mail.text.push_str(line.strip_prefix('.').unwrap_or(&line));
                        mail.text.push_str("\r\n");
                    }
                    self.mails.lock().unwrap().push(mail.clone());
                    if mood == Mood::HangUpAfterText {
                        return None;
                    }
                    "250 2.0.0 taken\r\n".to_owned()
                }
                "QUIT" => {
                    write.write_all(b"221 bye\r\n").await.ok()?;
                    return Some(());
                }
                _ => "500 what?\r\n".to_owned(),
            };
            write.write_all(answer.as_bytes()).await.ok()?;
        }
        Some(())
    }
}
