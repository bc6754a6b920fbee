//! Which operating-system user PostgreSQL runs as. It refuses root, so root steps down to a user without powers.
use super::error::{PostgresError, While};
use std::fs::Metadata;
use std::os::unix::fs::{MetadataExt, lchown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// The user and group PostgreSQL runs as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Account {
    uid: u32,
    gid: u32,
    step_down: bool,
}

impl Account {
    /// For database files that do not exist yet: ourselves, or for root `postgres`, else `nobody`.
    pub(super) fn for_new_files() -> Result<Self, PostgresError> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Self::of_this_process());
        }
        ["postgres", "nobody"]
            .into_iter()
            .find_map(|name| Some(Self { uid: id_of("-u", name)?, gid: id_of("-g", name)?, step_down: true }))
            .ok_or(PostgresError::NoAccount)
    }

    /// For database files that exist: the user they belong to.
    pub(super) fn owner_of(home: &Path) -> Result<Self, PostgresError> {
        let files = home.metadata().doing("Reading", home)?;
        let we_are_root = rustix::process::geteuid().is_root();
        if we_are_root && files.uid() != 0 {
            return Ok(Self { uid: files.uid(), gid: files.gid(), step_down: true });
        }
        if we_are_root {
            return Self::for_new_files();
        }
        if files.uid() != rustix::process::geteuid().as_raw() {
            return Err(PostgresError::NotOurs { path: home.to_path_buf(), owner: files.uid() });
        }
        Ok(Self::of_this_process())
    }

    /// The user this process runs as.
    pub(super) fn of_this_process() -> Self {
        Self { uid: rustix::process::geteuid().as_raw(), gid: rustix::process::getegid().as_raw(), step_down: false }
    }

    /// A command that runs as this user, in a process group of its own (Ctrl-C is for the server, which
    /// then stops PostgreSQL in order) and without the settings of our environment.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("LC_ALL", "C")
            .current_dir("/")
            .stdin(Stdio::null())
            .process_group(0);
        if self.step_down {
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Hands a file or folder over to this user.
    pub(super) fn give(&self, path: &Path) -> Result<(), PostgresError> {
        if self.step_down {
            lchown(path, Some(self.uid), Some(self.gid)).doing("Giving away", path)?;
        }
        Ok(())
    }

    /// Whether this user can get into `dir`, that is through all the folders above it.
    pub(super) fn can_enter(&self, dir: &Path) -> bool {
        !self.step_down || dir.ancestors().all(|folder| folder.metadata().is_ok_and(|meta| self.may_pass(&meta)))
    }

    fn may_pass(&self, folder: &Metadata) -> bool {
        let bit = if folder.uid() == self.uid {
            0o100
        } else if folder.gid() == self.gid {
            0o010
        } else {
            0o001
        };
        folder.mode() & bit != 0
    }

    pub(super) fn uid(&self) -> u32 {
        self.uid
    }
}

/// Asks `id`, which knows users from every source that the system has.
fn id_of(flag: &str, name: &str) -> Option<u32> {
    let answer = Command::new("id").args([flag, name]).stderr(Stdio::null()).output().ok()?;
    let id = String::from_utf8(answer.stdout).ok()?.trim().parse().ok()?;
    (answer.status.success() && id != 0).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_without_powers_cannot_enter_a_closed_folder() {
        let stranger = Account { uid: 64_999, gid: 64_999, step_down: true };
        assert!(stranger.can_enter(Path::new("/usr/bin")));
        assert!(!stranger.can_enter(Path::new("/no/such/folder")));
        assert_eq!(id_of("-u", "no-such-user-here"), None);
        assert_eq!(id_of("-u", "root"), None, "root is never stepped down to");
    }
}
