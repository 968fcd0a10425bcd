// Command oracle answers questions about Prometheus' behaviour with Prometheus' own code: one JSON case a line on standard
// input, one JSON answer a line on standard output. `oracle parse < cases` and so on, a command each file beside this one.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strings"
)

// answer turns one case into its answer; what it returns is written as one line of JSON.
type answer func(line []byte) (any, error)

// commands is filled by the init functions of the other files.
var commands = map[string]answer{}

func main() {
	if len(os.Args) != 2 || commands[os.Args[1]] == nil {
		names := make([]string, 0, len(commands))
		for name := range commands {
			names = append(names, name)
		}
		sort.Strings(names)
		fmt.Fprintf(os.Stderr, "usage: oracle %s\n", strings.Join(names, "|"))
		os.Exit(2)
	}
	if err := run(commands[os.Args[1]]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(reply answer) error {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			result, failure := reply(line)
			if failure != nil {
				return fmt.Errorf("%w, for %s", failure, line)
			}
			if failure := encoder.Encode(result); failure != nil {
				return failure
			}
			// Answers go out as soon as they are known, so that a caller may ask one question after the other.
			if in.Buffered() == 0 {
				out.Flush()
			}
		}
		if err != nil {
			return nil
		}
	}
}
