package main

import (
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"time"

	"github.com/prometheus/prometheus/promql/parser"
)

type parseCase struct {
	Expr string `json:"expr"`
	// Experimental turns on every parser feature; the others turn on one each.
	Experimental bool `json:"experimental"`
	Functions    bool `json:"functions"`
	Extended     bool `json:"extended"`
	Fill         bool `json:"fill"`
	// Durations are on unless said otherwise, as they are in the server.
	Durations *bool `json:"durations"`
}

// object is a node of the answer; keys of what is absent are left out.
type object map[string]any

type parseFailure struct {
	Message string `json:"message"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	// Place is line and column as Prometheus prints them.
	Place string `json:"place"`
}

func init() {
	commands["parse"] = func(line []byte) (any, error) {
		var c parseCase
		if err := json.Unmarshal(line, &c); err != nil {
			return nil, err
		}
		options := parser.Options{
			EnableExperimentalFunctions:  c.Experimental || c.Functions,
			ExperimentalDurationExpr:     c.Durations == nil || *c.Durations,
			EnableExtendedRangeSelectors: c.Experimental || c.Extended,
			EnableBinopFillModifiers:     c.Experimental || c.Fill,
		}
		expr, err := parser.NewParser(options).ParseExpr(c.Expr)
		if err != nil {
			return object{"error": err.Error(), "errors": failures(err, c.Expr)}, nil
		}
		return object{"text": expr.String(), "type": string(expr.Type()), "tree": syntaxTree(expr)}, nil
	}
}

func failures(err error, query string) []parseFailure {
	list := []parseFailure{}
	var all parser.ParseErrors
	if !errors.As(err, &all) {
		return list
	}
	for _, one := range all {
		at := one.PositionRange
		list = append(list, parseFailure{one.Err.Error(), int(at.Start), int(at.End), at.StartPosInput(query, 0)})
	}
	return list
}

func syntaxTree(expr parser.Expr) object {
	node := nodeOf(expr)
	at := expr.PositionRange()
	node["start"], node["end"] = int(at.Start), int(at.End)
	return node
}

func nodeOf(expr parser.Expr) object {
	switch n := expr.(type) {
	case *parser.NumberLiteral:
		node := object{"type": "number", "value": number(n.Val)}
		if n.Duration {
			node["duration"] = true
		}
		return node
	case *parser.StringLiteral:
		return object{"type": "string", "value": strconv.Quote(n.Val)}
	case *parser.VectorSelector:
		return selector(n)
	case *parser.MatrixSelector:
		node := object{"type": "matrix", "selector": syntaxTree(n.VectorSelector)}
		setDuration(node, "range", n.Range, n.RangeExpr, true)
		return node
	case *parser.SubqueryExpr:
		node := object{"type": "subquery", "expression": syntaxTree(n.Expr)}
		setDuration(node, "range", n.Range, n.RangeExpr, true)
		setDuration(node, "step", n.Step, n.StepExpr, false)
		setDuration(node, "offset", n.OriginalOffset, n.OriginalOffsetExpr, false)
		setAt(node, n.Timestamp, n.StartOrEnd)
		return node
	case *parser.Call:
		arguments := []object{}
		for _, argument := range n.Args {
			arguments = append(arguments, syntaxTree(argument))
		}
		return object{"type": "call", "function": n.Func.Name, "arguments": arguments}
	case *parser.AggregateExpr:
		node := object{"type": "aggregation", "operator": n.Op.String(), "expression": syntaxTree(n.Expr)}
		if n.Param != nil {
			node["parameter"] = syntaxTree(n.Param)
		}
		if n.Without {
			node["without"] = quoted(n.Grouping)
		} else if len(n.Grouping) > 0 {
			node["by"] = quoted(n.Grouping)
		}
		return node
	case *parser.BinaryExpr:
		return binary(n)
	case *parser.UnaryExpr:
		return object{"type": "unary", "operator": n.Op.String(), "expression": syntaxTree(n.Expr)}
	case *parser.ParenExpr:
		return object{"type": "paren", "expression": syntaxTree(n.Expr)}
	case *parser.DurationExpr:
		node := object{"type": "duration", "operator": n.Op.String()}
		if n.LHS != nil {
			node["left"] = syntaxTree(n.LHS)
		}
		if n.RHS != nil {
			node["right"] = syntaxTree(n.RHS)
		}
		if n.Wrapped {
			node["wrapped"] = true
		}
		return node
	}
	panic("unknown node")
}

func selector(n *parser.VectorSelector) object {
	matchers := [][]string{}
	for _, matcher := range n.LabelMatchers {
		matchers = append(matchers, []string{strconv.Quote(matcher.Name), matcher.Type.String(), strconv.Quote(matcher.Value)})
	}
	node := object{"type": "vector", "matchers": matchers}
	if n.Name != "" {
		// The parser appends the name to the matchers.
		node["name"] = n.Name
		node["matchers"] = matchers[:len(matchers)-1]
	}
	setDuration(node, "offset", n.OriginalOffset, n.OriginalOffsetExpr, false)
	setAt(node, n.Timestamp, n.StartOrEnd)
	if n.Anchored {
		node["anchored"] = true
	}
	if n.Smoothed {
		node["smoothed"] = true
	}
	return node
}

func binary(n *parser.BinaryExpr) object {
	node := object{"type": "binary", "operator": n.Op.String(), "left": syntaxTree(n.LHS), "right": syntaxTree(n.RHS)}
	if n.ReturnBool {
		node["bool"] = true
	}
	matching := n.VectorMatching
	if matching == nil {
		return node
	}
	if matching.On {
		node["on"] = quoted(matching.MatchingLabels)
	} else if len(matching.MatchingLabels) > 0 {
		node["ignoring"] = quoted(matching.MatchingLabels)
	}
	switch matching.Card {
	case parser.CardManyToOne:
		node["group_left"] = quoted(matching.Include)
	case parser.CardOneToMany:
		node["group_right"] = quoted(matching.Include)
	}
	if matching.FillValues.LHS != nil {
		node["fill_left"] = number(*matching.FillValues.LHS)
	}
	if matching.FillValues.RHS != nil {
		node["fill_right"] = number(*matching.FillValues.RHS)
	}
	return node
}

// setDuration gives durations in milliseconds, as the engine counts them.
func setDuration(node object, key string, length time.Duration, expr *parser.DurationExpr, always bool) {
	switch {
	case expr != nil:
		node[key] = syntaxTree(expr)
	case length != 0 || always:
		node[key] = length.Milliseconds()
	}
}

func setAt(node object, timestamp *int64, preprocessor parser.ItemType) {
	switch {
	case timestamp != nil:
		node["at"] = number(float64(*timestamp) / 1000)
	case preprocessor == parser.START || preprocessor == parser.END:
		node["at"] = preprocessor.String()
	}
}

func quoted(names []string) []string {
	list := []string{}
	for _, name := range names {
		list = append(list, strconv.Quote(name))
	}
	return list
}

// number is exact, unlike JSON, which has neither NaN nor infinities nor a negative zero.
func number(value float64) string {
	if value == 0 && math.Signbit(value) {
		return "-0"
	}
	return strconv.FormatFloat(value, 'f', -1, 64)
}
