// Progress on stderr: one rewritten line on a terminal, two plain lines elsewhere, nothing with --quiet.

export interface Progress {
  done(): void;
  end(): void;
}

export function showProgress(total: number, stream: NodeJS.WriteStream, quiet: boolean): Progress {
  if (quiet) return { done() {}, end() {} };
  let count = 0;
  if (!stream.isTTY) {
    stream.write(`testing ${total} targets ...\n`);
    return { done() {}, end() {} };
  }
  const show = () => stream.write(`\rtesting ${total} targets: ${count} done `);
  show();
  return {
    done() {
      count += 1;
      show();
    },
    end() {
      stream.write("\r\u001b[K");
    },
  };
}
