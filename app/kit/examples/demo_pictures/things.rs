//! The drawings, each in a box of 120 by 120, with shades in place of colours.

use super::{CLAY, Colour, MOSS, NAVY, PLUM, ROSE, SAND, SLATE, TEAL};

/// Something a small shop sells.
pub struct Thing {
    pub name: &'static str,
    pub colours: [Colour; 3],
    pub shapes: &'static str,
}

pub const THINGS: [Thing; 20] = [
    Thing {
        name: "mug",
        colours: [NAVY, CLAY, MOSS],
        shapes: r##"<path fill="none" stroke="~d" stroke-width="8" d="M78 46h8a14 14 0 0 1 0 28h-8"/>
            <path fill="~m" d="M30 34h50v46a12 12 0 0 1-12 12H42a12 12 0 0 1-12-12z"/>
            <path fill="~d" d="M30 34h50v8H30z"/><path fill="~l" d="M38 52h6v24h-6z"/>"##,
    },
    Thing {
        name: "tote bag",
        colours: [NAVY, SAND, CLAY],
        shapes: r##"<path fill="none" stroke="~d" stroke-width="5" d="M44 48V34a16 16 0 0 1 32 0v14"/>
            <path fill="~m" d="M28 44h64l5 54H23z"/><path fill="~d" d="M28 44h64l.7 7H27.3z"/>
            <path fill="~l" d="M60 62l14 12-14 14-14-14z"/>"##,
    },
    Thing {
        name: "socks",
        colours: [ROSE, TEAL, SLATE],
        shapes: r##"<path fill="~d" d="M60 24h24v38l14 16a11 11 0 0 1-16 15L60 70z"/>
            <path fill="~m" d="M34 24h26v40l16 18a12 12 0 0 1-18 16L34 74z"/>
            <path fill="~l" d="M34 24h26v10H34zM34 42h26v5H34z"/><path fill="~l" d="M72 79l4 3a12 12 0 0 1-12 18z"/>"##,
    },
    Thing {
        name: "notebook",
        colours: [MOSS, PLUM, NAVY],
        shapes: r##"<path fill="~w" d="M38 24h52v74H38z"/><path fill="~m" d="M32 22h50a5 5 0 0 1 5 5v66a5 5 0 0 1-5 5H32z"/>
            <path fill="~d" d="M32 22h10v76H32z"/><path fill="~l" d="M52 38h24v14H52z"/><path fill="~d" d="M78 22h4v76h-4z"/>"##,
    },
    Thing {
        name: "candle",
        colours: [SAND, ROSE, SLATE],
        shapes: r##"<path fill="#f2a33c" d="M60 18c8 9 10 14 6 20-3 4-9 4-12 0-4-6-2-11 6-20z"/>
            <path fill="~k" d="M59 38h2v12h-2z"/><path fill="~w" d="M40 50h40v20H40z"/>
            <path fill="~m" d="M36 58h48v34a8 8 0 0 1-8 8H44a8 8 0 0 1-8-8z"/><path fill="~l" d="M48 70h24v16H48z"/><path fill="~d" d="M36 58h48v5H36z"/>"##,
    },
    Thing {
        name: "desk lamp",
        colours: [TEAL, CLAY, SLATE],
        shapes: r##"<path fill="none" stroke="~k" stroke-width="5" stroke-linejoin="round" d="M52 96L40 62l28-24"/>
            <path fill="~d" d="M34 94h38v7H34z"/><path fill="#f6d98a" d="M68 52l26-16 4 24-22 6z" opacity=".8"/>
            <path fill="~m" d="M58 30l16-10 22 16-28 18z"/><circle fill="~d" cx="40" cy="62" r="6"/>"##,
    },
    Thing {
        name: "tea tin",
        colours: [MOSS, CLAY, NAVY],
        shapes: r##"<path fill="~m" d="M36 40h48v54a6 6 0 0 1-6 6H42a6 6 0 0 1-6-6z"/><path fill="~d" d="M38 22h44v18H38z"/>
            <path fill="~l" d="M38 30h44v3H38z"/><path fill="~w" d="M44 52h32v32H44z"/>
            <path fill="~m" d="M60 57c10 4 10 17 0 23-10-6-10-19 0-23z"/><path fill="~w" d="M59 62h2v18h-2z"/>"##,
    },
    Thing {
        name: "umbrella",
        colours: [PLUM, NAVY, ROSE],
        shapes: r##"<path fill="none" stroke="~k" stroke-width="4" stroke-linecap="round" d="M60 60v32a8 8 0 0 0 16 0"/>
            <path fill="~m" d="M60 22c24 0 40 18 42 40-6-6-14-6-21 0-6-6-15-6-21 0-6-6-15-6-21 0-7-6-15-6-21 0 2-22 18-40 42-40z"/>
            <path fill="~d" d="M60 22c10 8 18 24 21 40-6-6-15-6-21 0z"/><path fill="~k" d="M58.5 15h3v9h-3z"/>"##,
    },
    Thing {
        name: "plate",
        colours: [SLATE, TEAL, SAND],
        shapes: r##"<circle fill="~d" cx="60" cy="63" r="40"/><circle fill="~w" cx="60" cy="60" r="40"/>
            <circle fill="none" stroke="~m" stroke-width="5" cx="60" cy="60" r="35"/>
            <circle fill="none" stroke="~l" stroke-width="2" cx="60" cy="60" r="24"/>"##,
    },
    Thing {
        name: "scarf",
        colours: [CLAY, MOSS, PLUM],
        shapes: r##"<path fill="~d" d="M66 46h20v44H66z"/><path fill="~m" d="M36 46h22v52H36z"/>
            <path fill="~l" d="M36 78h22v6H36zM36 88h22v4H36zM66 72h20v6H66z"/>
            <path fill="~m" d="M32 30c18-9 38-9 56 0l3 20c-20-8-42-8-62 0z"/><path fill="~d" d="M50 42c7-3 15-3 22 0l-4 12H54z"/>
            <path stroke="~m" stroke-width="2" d="M39 98v6m5-6v6m6-6v6m5-6v6"/>"##,
    },
    Thing {
        name: "soap",
        colours: [ROSE, MOSS, SAND],
        shapes: r##"<path fill="~d" d="M24 62h72v18a10 10 0 0 1-10 10H34a10 10 0 0 1-10-10z"/>
            <rect fill="~m" x="24" y="44" width="72" height="36" rx="12"/><rect fill="~l" x="38" y="54" width="44" height="16" rx="8"/>
            <circle fill="~w" cx="80" cy="34" r="7"/><circle fill="~w" cx="66" cy="28" r="4"/><circle fill="~w" cx="92" cy="26" r="3"/>"##,
    },
    Thing {
        name: "puzzle",
        colours: [NAVY, ROSE, TEAL],
        shapes: r##"<path fill="~m" d="M26 26h32v10a7 7 0 1 0 0 14v10H48a7 7 0 1 1-14 0h-8z"/>
            <path fill="~l" d="M62 26h32v34H84a7 7 0 1 0-14 0h-8V50a7 7 0 1 0 0-14z"/>
            <path fill="~l" d="M26 64h8a7 7 0 1 0 14 0h10v30H26z"/><path fill="~d" d="M62 64h8a7 7 0 1 1 14 0h10v30H62z"/>"##,
    },
    Thing {
        name: "water bottle",
        colours: [TEAL, SLATE, CLAY],
        shapes: r##"<path fill="~d" d="M50 16h20v14H50z"/><path fill="~k" d="M48 28h24v6H48z"/>
            <path fill="~m" d="M46 34h28c7 5 10 10 10 18v42a8 8 0 0 1-8 8H44a8 8 0 0 1-8-8V52c0-8 3-13 10-18z"/>
            <path fill="~l" d="M44 54h5v34h-5z"/><path fill="~d" d="M36 74h48v6H36z"/>"##,
    },
    Thing {
        name: "cushion",
        colours: [SAND, PLUM, MOSS],
        shapes: r##"<path fill="~m" d="M24 26c24 6 48 6 72 0-6 24-6 44 0 68-24-6-48-6-72 0 6-24 6-44 0-68z"/>
            <path fill="none" stroke="~l" stroke-width="4" d="M42 34v52M54 35v50M66 35v50M78 34v52"/>
            <path fill="none" stroke="~d" stroke-width="3" d="M24 26c24 6 48 6 72 0-6 24-6 44 0 68-24-6-48-6-72 0 6-24 6-44 0-68z"/>"##,
    },
    Thing {
        name: "wall clock",
        colours: [CLAY, NAVY, SLATE],
        shapes: r##"<circle fill="~m" cx="60" cy="60" r="41"/><circle fill="~w" cx="60" cy="60" r="33"/>
            <path stroke="~d" stroke-width="3" d="M60 31v6M60 83v6M31 60h6M83 60h6"/>
            <path fill="none" stroke="~k" stroke-width="4" stroke-linecap="round" stroke-linejoin="round" d="M60 41v19l13 9"/><circle fill="~m" cx="60" cy="60" r="4"/>"##,
    },
    Thing {
        name: "plant pot",
        colours: [CLAY, SLATE, TEAL],
        shapes: r##"<path fill="#4f7a4a" d="M60 64C38 60 32 44 32 28c18 2 28 14 28 36z"/><path fill="#6c9a5f" d="M60 64c0-24 10-36 30-40 0 20-8 36-30 40z"/>
            <path fill="#3d6139" d="M58 40h4v26h-4z"/><path fill="~m" d="M36 70h48l-6 32H42z"/><path fill="~d" d="M32 62h56v11H32z"/><path fill="~l" d="M44 80h5l2 16h-4z"/>"##,
    },
    Thing {
        name: "cap",
        colours: [NAVY, MOSS, ROSE],
        shapes: r##"<path fill="~d" d="M72 68c18 0 30 6 34 15-14 3-28 2-44-3z"/><path fill="~m" d="M18 78c-2-28 14-46 38-46s38 16 38 40c-22-6-50-5-76 6z"/>
            <path fill="~d" d="M18 78c26-11 54-12 76-6l-1 7c-22-5-48-4-74 5z"/><path fill="none" stroke="~l" stroke-width="3" d="M56 32c-6 10-9 22-9 36"/><circle fill="~l" cx="56" cy="31" r="4"/>"##,
    },
    Thing {
        name: "backpack",
        colours: [SLATE, TEAL, SAND],
        shapes: r##"<path fill="none" stroke="~d" stroke-width="5" d="M50 30v-6a10 10 0 0 1 20 0v6"/>
            <path fill="~d" d="M24 58h10v32H24zM86 58h10v32H86z"/><path fill="~m" d="M32 50a22 22 0 0 1 22-22h12a22 22 0 0 1 22 22v44a8 8 0 0 1-8 8H40a8 8 0 0 1-8-8z"/>
            <path fill="~l" d="M42 66h36v26H42z"/><path fill="~d" d="M42 66h36v8H42zM46 46h28v4H46z"/>"##,
    },
    Thing {
        name: "cutting board",
        colours: [SAND, CLAY, MOSS],
        shapes: r##"<path fill="~d" d="M50 16h20v26H50z"/><path fill="~m" d="M30 38h60a6 6 0 0 1 6 6v52a6 6 0 0 1-6 6H30a6 6 0 0 1-6-6V44a6 6 0 0 1 6-6z"/>
            <circle fill="~w" cx="60" cy="25" r="4"/><path fill="none" stroke="~l" stroke-width="3" d="M34 54c18 4 34-4 52 0M34 70c18 4 34-4 52 0M34 86c18 4 34-4 52 0"/>"##,
    },
    Thing {
        name: "teapot",
        colours: [TEAL, PLUM, NAVY],
        shapes: r##"<path fill="none" stroke="~d" stroke-width="6" d="M86 52c14-2 18 24-6 26"/><path fill="~m" d="M34 62L16 46l-4 5 20 30z"/>
            <path fill="~m" d="M58 40c22 0 32 14 32 30 0 14-8 24-14 26H40c-6-2-14-12-14-26 0-16 10-30 32-30z"/>
            <path fill="~d" d="M40 44c8-6 28-6 36 0l2 5H38z"/><circle fill="~d" cx="58" cy="34" r="6"/><path fill="~l" d="M36 64c1-7 5-11 10-13l2 4c-4 2-7 5-8 9z"/><path fill="~d" d="M40 92h36v6H40z"/>"##,
    },
];
