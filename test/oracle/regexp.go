package main

import (
	"encoding/json"

	"github.com/grafana/regexp"
	"github.com/prometheus/prometheus/model/labels"
)

type regexpCase struct {
	Pattern string   `json:"pattern"`
	Texts   []string `json:"texts"`
	// Replace asks for reReplaceAll instead: the unanchored expression with this replacement in each text.
	Replace *string `json:"replace"`
}

func init() {
	commands["regexp"] = func(line []byte) (any, error) {
		var c regexpCase
		if err := json.Unmarshal(line, &c); err != nil {
			return nil, err
		}
		if c.Replace != nil {
			return replaced(c), nil
		}
		matcher, err := labels.NewFastRegexMatcher(c.Pattern)
		if err != nil {
			return map[string]any{"error": err.Error()}, nil
		}
		re, err := regexp.Compile("^(?s:" + c.Pattern + ")$")
		if err != nil {
			return map[string]any{"error": "anchored: " + err.Error()}, nil
		}
		matches := make([]any, len(c.Texts))
		holds := make([]bool, len(c.Texts))
		for i, text := range c.Texts {
			holds[i] = matcher.MatchString(text)
			found := re.FindStringSubmatchIndex(text)
			if found == nil {
				continue
			}
			groups := make([]*string, len(found)/2)
			for g := range groups {
				if found[2*g] >= 0 {
					group := text[found[2*g]:found[2*g+1]]
					groups[g] = &group
				}
			}
			matches[i] = groups
		}
		return map[string]any{"matches": matches, "holds": holds, "names": re.SubexpNames()}, nil
	}
}

func replaced(c regexpCase) any {
	re, err := regexp.Compile(c.Pattern)
	if err != nil {
		return map[string]any{"error": err.Error()}
	}
	texts := make([]string, len(c.Texts))
	for i, text := range c.Texts {
		texts[i] = re.ReplaceAllString(text, *c.Replace)
	}
	return map[string]any{"texts": texts}
}
