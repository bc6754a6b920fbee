//! `waybill import orders FILE`: a whole file into the books, by the same rules as the import screen.
//!
//! No server needs to run, and one may: commands go through an office of their own, next to it, on the same database.
//! Running it again places nothing twice, because the channel and the number in it name an order for ever.

use super::progress::Bar;
use crate::cli::house::{self, Tenancy};
use crate::cli::say;
use crate::cli::user::{Shop, shop};
use crate::config::Place as DataPlace;
use crate::office::{Office, now};
use crate::store::merchants::new_uuid;
use anyhow::{Context, anyhow, bail};
use clap::Subcommand;
use shared::base::{ImportId, OpId, TextLine};
use shared::engine::{Actor, Command, Envelope, Outcome, Refusal};
use shared::orders::import::{CloseImport, OpenImport};
use shared::orders::intake::{Choice, Column, Encoding, Look, Plan, look, plan};
use shared::people::{Language, Role};
use shared::text::{intake as words, refusals};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Bring the orders of a CSV file in. Running it again places nothing twice.
    Orders(Orders),
}

#[derive(Debug, clap::Args)]
struct Orders {
    /// The file: UTF-8, UTF-16, GBK or Latin-1, with `,` `;` or tab.
    file: PathBuf,

    /// Name of the shop, or the e-mail of somebody who works there. Not needed when there is one shop.
    #[arg(long, value_name = "NAME|EMAIL")]
    merchant: Option<String>,

    /// Where the orders come from; together with an order's number it names the order for ever.
    #[arg(long, default_value = "file", value_name = "NAME")]
    channel: String,

    /// What a column means, where the header does not say it: `sku=StockCode`. May be given several times.
    #[arg(long = "map", value_name = "FIELD=COLUMN")]
    maps: Vec<String>,

    /// Make products of SKUs that the shop does not have.
    #[arg(long)]
    create_products: bool,

    /// Place an order without its bad rows, instead of leaving the whole order out.
    #[arg(long)]
    skip_bad_rows: bool,

    /// Orders about whose payment the file says nothing are paid.
    #[arg(long)]
    paid: bool,

    /// Only say what would happen.
    #[arg(long)]
    dry_run: bool,

    /// utf-8, utf-16-le, utf-16-be, gbk, latin-1; found out if left out.
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,

    /// Write a remark for every row that needs one.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    #[command(flatten)]
    place: DataPlace,
}

/// Commands of one transaction: large enough to be quick, small enough to let others in between.
const AT_ONCE: usize = 250;

pub async fn run(args: Args) -> anyhow::Result<()> {
    let What::Orders(orders) = args.what;
    let bytes = std::fs::read(&orders.file).with_context(|| format!("cannot read {}", orders.file.display()))?;
    let house = house::open(&orders.place, Tenancy::Guest).await?;
    let done = import(&house.office, &orders, bytes).await;
    let closed = house.close().await;
    done.and(closed)
}

async fn import(office: &Office, args: &Orders, bytes: Vec<u8>) -> anyhow::Result<()> {
    let shop = shop(office, args.merchant.as_deref()).await?;
    let channel = TextLine::parse(&args.channel)
        .ok()
        .filter(|channel| !channel.is_empty())
        .context("that channel cannot be used")?;
    let look = read_head(args, &bytes)?;
    say_mapping(&look);
    let import = ImportId(new_uuid());
    let mut options = words::options(&shop.merchant, channel.clone());
    options.create_products = args.create_products;
    options.skip_bad_rows = args.skip_bad_rows;
    options.paid = args.paid;
    options.import = Some(import);
    let known = super::known::known(office, shop.tenant).await?;
    let plan = plan(bytes, &look, options, &known)
        .map_err(|broken| anyhow!("{}", words::broken(Language::English, &broken)))?;
    if let Some(path) = &args.report {
        std::fs::write(path, words::report_file(Language::English, &plan.report))
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    for sentence in words::summary(Language::English, &plan.summary) {
        say!("{sentence}");
    }
    if args.dry_run {
        say!("This was a dry run: nothing was written.");
        return Ok(());
    }
    place(office, &shop, args, import, channel, plan).await
}

/// What kind of file it is, with the columns as the person says.
fn read_head(args: &Orders, bytes: &[u8]) -> anyhow::Result<Look> {
    let encoding = match &args.encoding {
        Some(name) => {
            Some(Encoding::from_name(name).with_context(|| format!("{name} is no encoding that is known here"))?)
        }
        None => None,
    };
    let choice = Choice { encoding, ..Choice::default() };
    let mut look = look(bytes, choice).map_err(|broken| anyhow!("{}", words::broken(Language::English, &broken)))?;
    for map in &args.maps {
        let (field, column) = map.split_once('=').context("a mapping looks like sku=StockCode")?;
        let meaning = Column::from_name(field.trim())
            .with_context(|| format!("{field} is no field; there are {}", field_names()))?;
        let at = look.header.iter().position(|name| name.trim() == column.trim());
        look.mapping.set(
            at.with_context(|| format!("the file has no column {column}; it has {}", look.header.join(", ")))?,
            Some(meaning),
        );
    }
    Ok(look)
}

fn field_names() -> String {
    Column::ALL.iter().map(|column| column.name()).collect::<Vec<_>>().join(", ")
}

fn say_mapping(look: &Look) {
    eprintln!("Columns");
    for (at, name) in look.header.iter().enumerate() {
        let meaning = look.mapping.meaning_of(at).map_or("not imported", Column::name);
        eprintln!("  {name:<24} {meaning}");
    }
}

async fn place(
    office: &Office,
    shop: &Shop,
    args: &Orders,
    import: ImportId,
    channel: TextLine,
    plan: Plan,
) -> anyhow::Result<()> {
    if plan.orders.is_empty() {
        say!("There is nothing to place.");
        return Ok(());
    }
    let actor =
        Actor { member: None, name: "waybill import".to_owned(), role: Role::Clerk, device: "command line".to_owned() };
    let writer = Writer { office, shop, actor };
    let products: Vec<Command> = plan.products.into_iter().map(Command::from).collect();
    writer.all("products", products).await?;
    let file = args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let open = OpenImport {
        import,
        file: TextLine::keep(&file).unwrap_or_default(),
        channel,
        orders: plan.summary.orders,
        rejected_rows: plan.summary.rejected_rows,
    };
    writer.all("", vec![open.into()]).await?;
    let numbers: Vec<String> = plan
        .orders
        .iter()
        .map(|order| order.external_id.as_ref().map(ToString::to_string).unwrap_or_default())
        .collect();
    let answers = writer.each("orders", plan.orders.into_iter().map(Command::from).collect()).await?;
    writer.all("", vec![CloseImport { import }.into()]).await?;
    tell(&numbers, &answers);
    Ok(())
}

fn tell(numbers: &[String], answers: &[Result<Outcome, Refusal>]) {
    let count = |wanted: fn(&Result<Outcome, Refusal>) -> bool| answers.iter().filter(|answer| wanted(answer)).count();
    let placed = count(|answer| matches!(answer, Ok(outcome) if *outcome != Outcome::Unchanged));
    let known = count(|answer| matches!(answer, Ok(Outcome::Unchanged)));
    say!("{placed} orders are placed, {known} were here already.");
    for (number, answer) in numbers.iter().zip(answers) {
        if let Err(refusal) = answer {
            say!("{number}: {}", refusals::refusal(Language::English, refusal));
        }
    }
}

/// Sends commands in portions and shows how far it is.
struct Writer<'a> {
    office: &'a Office,
    shop: &'a Shop,
    actor: Actor,
}

impl Writer<'_> {
    /// The answer to each command.
    async fn each(&self, what: &str, commands: Vec<Command>) -> anyhow::Result<Vec<Result<Outcome, Refusal>>> {
        let mut bar = Bar::new(what, commands.len());
        let mut answers = Vec::with_capacity(commands.len());
        let mut commands = commands.into_iter().peekable();
        while commands.peek().is_some() {
            let occurred_at = now();
            let portion: Vec<Envelope> = commands
                .by_ref()
                .take(AT_ONCE)
                .map(|command| Envelope { op: OpId(new_uuid()), occurred_at, command })
                .collect();
            answers.extend(self.office.execute(self.shop.tenant, self.actor.clone(), portion).await?);
            bar.at(answers.len());
        }
        bar.end();
        Ok(answers)
    }

    /// Commands of which none may be refused.
    async fn all(&self, what: &str, commands: Vec<Command>) -> anyhow::Result<()> {
        for answer in self.each(what, commands).await? {
            // A product that somebody else has made meanwhile is as good.
            match answer {
                Ok(_) | Err(Refusal::Exists { .. }) => {}
                Err(refusal) => bail!("{}", refusals::refusal(Language::English, &refusal)),
            }
        }
        Ok(())
    }
}
