//! What a scan sounds like. Short tones made by the browser, prepared once, so that they come within a frame; never the
//! only sign, the screen says it too.

use std::cell::RefCell;
use web_sys::{AudioBuffer, AudioContext};

/// One tone: pitch in hertz, length and the silence after it in milliseconds.
type Tone = (f32, u32, u32);

const OK: &[Tone] = &[(880.0, 60, 0)];
/// Two rising: the line is done.
const DONE: &[Tone] = &[(880.0, 70, 20), (1320.0, 110, 0)];
/// Low and twice: stop and look.
const WRONG: &[Tone] = &[(196.0, 250, 60), (196.0, 250, 0)];
const UNKNOWN: &[Tone] = &[(440.0, 80, 50), (440.0, 80, 50), (440.0, 80, 0)];

const SAMPLES_PER_SECOND: f32 = 44_100.0;
const LOUDNESS: f32 = 0.5;
/// Tones begin and end softly, or they click.
const FADE_MS: f32 = 4.0;

struct Speaker {
    context: AudioContext,
    ok: AudioBuffer,
    done: AudioBuffer,
    wrong: AudioBuffer,
    unknown: AudioBuffer,
}

thread_local! {
    static SPEAKER: RefCell<Option<Speaker>> = const { RefCell::new(None) };
}

/// Browsers are silent until a person has pressed something: call this from "Start shift" or any other press.
pub fn unlock() {
    with(|speaker| {
        // Refused without a press; the next one unlocks it.
        let _ = speaker.context.resume();
    });
}

pub fn ok() {
    with(|speaker| speaker.play(&speaker.ok));
}

pub fn done() {
    with(|speaker| speaker.play(&speaker.done));
}

pub fn wrong() {
    with(|speaker| speaker.play(&speaker.wrong));
}

pub fn unknown() {
    with(|speaker| speaker.play(&speaker.unknown));
}

/// A device without sound works all the same.
fn with(act: impl FnOnce(&Speaker)) {
    SPEAKER.with(|kept| {
        let mut kept = kept.borrow_mut();
        if kept.is_none() {
            *kept = Speaker::new();
        }
        if let Some(speaker) = &*kept {
            act(speaker);
        }
    });
}

impl Speaker {
    fn new() -> Option<Speaker> {
        let context = AudioContext::new().ok()?;
        let buffer = |tones: &[Tone]| {
            let samples = samples(tones);
            let buffer = context.create_buffer(1, u32::try_from(samples.len()).ok()?, SAMPLES_PER_SECOND).ok()?;
            buffer.copy_to_channel(&samples, 0).ok()?;
            Some(buffer)
        };
        let (ok, done, wrong, unknown) = (buffer(OK)?, buffer(DONE)?, buffer(WRONG)?, buffer(UNKNOWN)?);
        Some(Speaker { context, ok, done, wrong, unknown })
    }

    fn play(&self, buffer: &AudioBuffer) {
        let Ok(source) = self.context.create_buffer_source() else { return };
        source.set_buffer(Some(buffer));
        if source.connect_with_audio_node(&self.context.destination()).is_ok() {
            let _ = source.start();
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "sound, not stock"
)]
fn samples(tones: &[Tone]) -> Vec<f32> {
    let count = |milliseconds: u32| (SAMPLES_PER_SECOND * milliseconds as f32 / 1000.0) as usize;
    let mut all = Vec::new();
    for (pitch, length, pause) in tones {
        let (length, fade) = (count(*length), SAMPLES_PER_SECOND * FADE_MS / 1000.0);
        for n in 0..length {
            let turns = n as f32 / SAMPLES_PER_SECOND * pitch;
            let soft = (n as f32 / fade).min((length - n) as f32 / fade).min(1.0);
            all.push(wave(turns) * soft * LOUDNESS);
        }
        all.resize(all.len() + count(*pause), 0.0);
    }
    all
}

/// Two parabolas for a turn: to an ear a sine, without the tables that one would bring along.
fn wave(turns: f32) -> f32 {
    let turn = turns.fract();
    if turn < 0.5 { 16.0 * turn * (0.5 - turn) } else { 16.0 * (turn - 0.5) * (turn - 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tones_are_short_soft_and_never_too_loud() {
        for tones in [OK, DONE, WRONG, UNKNOWN] {
            let samples = samples(tones);
            assert!(samples.len() < 44_100 * 6 / 10, "under 600 ms");
            assert!(samples.iter().all(|sample| sample.abs() <= LOUDNESS));
            assert!(samples.first().is_some_and(|first| first.abs() < 0.01));
        }
    }
}
