// A real SMTP server that keeps what it is given.
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export class MailBox {
  readonly mails: ParsedMail[] = [];
  private waiting: (() => void)[] = [];

  private constructor(
    private readonly server: SMTPServer,
    readonly port: number,
  ) {}

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  static async open(): Promise<MailBox> {
    let box: MailBox | undefined;
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData(stream, _session, done) {
        simpleParser(stream).then((mail) => {
          box?.take(mail);
          done();
        }, done);
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const address = server.server.address();
    box = new MailBox(server, typeof address === 'object' && address ? address.port : 0);
    return box;
  }

  private take(mail: ParsedMail): void {
    this.mails.push(mail);
    for (const wake of this.waiting.splice(0)) wake();
  }

  /** The first mail that fits, now or when it comes. */
  async find(fits: (mail: ParsedMail) => boolean): Promise<ParsedMail> {
    for (;;) {
      const found = this.mails.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
