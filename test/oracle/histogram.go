package main

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/promql/parser/posrange"
	"github.com/prometheus/prometheus/util/annotations"
	"github.com/prometheus/prometheus/util/convertnhcb"
)

// jsonFloat is a float that JSON can hold: "NaN", "+Inf" and "-Inf" are strings.
type jsonFloat float64

func (n jsonFloat) MarshalJSON() ([]byte, error) {
	f := float64(n)
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return json.Marshal(strconv.FormatFloat(f, 'g', -1, 64))
	}
	return []byte(strconv.FormatFloat(f, 'g', -1, 64)), nil
}

func (n *jsonFloat) UnmarshalJSON(text []byte) error {
	if text[0] == '"' {
		text = text[1 : len(text)-1]
	}
	f, err := strconv.ParseFloat(string(text), 64)
	*n = jsonFloat(f)
	return err
}

type histogramSpan struct {
	Offset int32  `json:"offset"`
	Length uint32 `json:"length"`
}

type histogramJSON struct {
	Hint            string          `json:"counterResetHint"`
	Schema          int32           `json:"schema"`
	ZeroThreshold   jsonFloat       `json:"zeroThreshold"`
	ZeroCount       jsonFloat       `json:"zeroCount"`
	Count           jsonFloat       `json:"count"`
	Sum             jsonFloat       `json:"sum"`
	PositiveSpans   []histogramSpan `json:"positiveSpans"`
	PositiveBuckets []jsonFloat     `json:"positiveBuckets"`
	NegativeSpans   []histogramSpan `json:"negativeSpans"`
	NegativeBuckets []jsonFloat     `json:"negativeBuckets"`
	CustomValues    []jsonFloat     `json:"customValues,omitempty"`
}

var hintNames = []string{"unknown", "reset", "not-reset", "gauge"}

func fromJSONFloats(in []jsonFloat) []float64 {
	var out []float64
	for _, n := range in {
		out = append(out, float64(n))
	}
	return out
}

func toJSONFloats(in []float64) []jsonFloat {
	out := []jsonFloat{}
	for _, f := range in {
		out = append(out, jsonFloat(f))
	}
	return out
}

func fromSpans(in []histogramSpan) []histogram.Span {
	var out []histogram.Span
	for _, s := range in {
		out = append(out, histogram.Span{Offset: s.Offset, Length: s.Length})
	}
	return out
}

func toSpans(in []histogram.Span) []histogramSpan {
	out := []histogramSpan{}
	for _, s := range in {
		out = append(out, histogramSpan{Offset: s.Offset, Length: s.Length})
	}
	return out
}

func (h *histogramJSON) toGo() *histogram.FloatHistogram {
	if h == nil {
		return nil
	}
	out := &histogram.FloatHistogram{
		Schema: h.Schema, ZeroThreshold: float64(h.ZeroThreshold), ZeroCount: float64(h.ZeroCount),
		Count: float64(h.Count), Sum: float64(h.Sum),
		PositiveSpans: fromSpans(h.PositiveSpans), PositiveBuckets: fromJSONFloats(h.PositiveBuckets),
		NegativeSpans: fromSpans(h.NegativeSpans), NegativeBuckets: fromJSONFloats(h.NegativeBuckets),
		CustomValues: fromJSONFloats(h.CustomValues),
	}
	for i, name := range hintNames {
		if name == h.Hint {
			out.CounterResetHint = histogram.CounterResetHint(i)
		}
	}
	return out
}

func fromGo(h *histogram.FloatHistogram) *histogramJSON {
	if h == nil {
		return nil
	}
	return &histogramJSON{
		Hint: hintNames[h.CounterResetHint], Schema: h.Schema, ZeroThreshold: jsonFloat(h.ZeroThreshold),
		ZeroCount: jsonFloat(h.ZeroCount), Count: jsonFloat(h.Count), Sum: jsonFloat(h.Sum),
		PositiveSpans: toSpans(h.PositiveSpans), PositiveBuckets: toJSONFloats(h.PositiveBuckets),
		NegativeSpans: toSpans(h.NegativeSpans), NegativeBuckets: toJSONFloats(h.NegativeBuckets),
		CustomValues: toJSONFloats(h.CustomValues),
	}
}

type histogramCase struct {
	Op      string           `json:"op"`
	A       *histogramJSON   `json:"a"`
	B       *histogramJSON   `json:"b"`
	List    []*histogramJSON `json:"list"`
	X       jsonFloat        `json:"x"`
	Y       jsonFloat        `json:"y"`
	Schema  int32            `json:"schema"`
	Digits  int              `json:"digits"`
	Classic []struct {
		Le    jsonFloat `json:"le"`
		Count jsonFloat `json:"cumulativeCount"`
	} `json:"classic"`
	Count *jsonFloat `json:"count"`
}

type histogramAnswer struct {
	Histogram *histogramJSON `json:"histogram,omitempty"`
	Value     *jsonFloat     `json:"value,omitempty"`
	Text      string         `json:"text,omitempty"`
	Is        bool           `json:"is,omitempty"`
	Collision bool           `json:"collision,omitempty"`
	Bounds    bool           `json:"bounds,omitempty"`
	Error     string         `json:"error,omitempty"`
}

func init() {
	commands["histogram"] = func(line []byte) (any, error) {
		var c histogramCase
		if err := json.Unmarshal(line, &c); err != nil {
			return nil, err
		}
		return histogramReply(c), nil
	}
}

func histogramReply(c histogramCase) (reply histogramAnswer) {
	defer func() {
		if r := recover(); r != nil {
			reply = histogramAnswer{Error: fmt.Sprint(r)}
		}
	}()
	a, b, x, y := c.A.toGo(), c.B.toGo(), float64(c.X), float64(c.Y)
	value := func(f float64) *jsonFloat { n := jsonFloat(f); return &n }
	switch c.Op {
	case "add", "subtract":
		operation := a.Add
		if c.Op == "subtract" {
			operation = a.Sub
		}
		h, collision, bounds, err := operation(b)
		if err != nil {
			return histogramAnswer{Error: err.Error()}
		}
		return histogramAnswer{Histogram: fromGo(h), Collision: collision, Bounds: bounds}
	case "multiply":
		return histogramAnswer{Histogram: fromGo(a.Mul(x))}
	case "divide":
		return histogramAnswer{Histogram: fromGo(a.Div(x))}
	case "compact":
		return histogramAnswer{Histogram: fromGo(a.Compact(int(x)))}
	case "reduceResolution":
		if err := a.ReduceResolution(c.Schema); err != nil {
			return histogramAnswer{Error: err.Error()}
		}
		return histogramAnswer{Histogram: fromGo(a)}
	case "copyToSchema":
		return histogramAnswer{Histogram: fromGo(a.CopyToSchema(c.Schema))}
	case "trimUpper", "trimLower":
		return histogramAnswer{Histogram: fromGo(a.TrimBuckets(x, c.Op == "trimUpper"))}
	case "detectReset":
		return histogramAnswer{Is: a.DetectReset(b)}
	case "equals":
		return histogramAnswer{Is: a.Equals(b)}
	case "validate":
		if err := a.Validate(); err != nil {
			return histogramAnswer{Error: err.Error()}
		}
		return histogramAnswer{}
	case "quantile":
		f, notes := promql.HistogramQuantile(x, a, "", posrange.PositionRange{})
		return histogramAnswer{Value: value(f), Text: noteText(notes)}
	case "fraction":
		f, notes := promql.HistogramFraction(x, y, a, "", posrange.PositionRange{})
		return histogramAnswer{Value: value(f), Text: noteText(notes)}
	case "histogram_stdvar", "histogram_avg":
		helper := &promql.EvalNodeHelper{}
		out, _ := promql.FunctionCalls[c.Op]([]promql.Vector{{promql.Sample{H: a}}}, nil, nil, helper)
		return histogramAnswer{Value: value(out[0].F)}
	case "sum_over_time", "avg_over_time":
		return overTime(c)
	case "text":
		return histogramAnswer{Text: a.String()}
	case "notation":
		return histogramAnswer{Text: a.TestExpression()}
	case "formatFloat":
		return histogramAnswer{Text: fmt.Sprintf("%g", x)}
	case "formatG":
		return histogramAnswer{Text: fmt.Sprintf("%.*g", c.Digits, x)}
	case "formatFixed":
		return histogramAnswer{Text: fmt.Sprintf("%.*f", c.Digits, x)}
	case "classic":
		return fromClassic(c)
	}
	return histogramAnswer{Error: "no such operation"}
}

func noteText(notes annotations.Annotations) string {
	for _, err := range notes {
		return err.Error()
	}
	return ""
}

func overTime(c histogramCase) histogramAnswer {
	expr, err := parser.NewParser(parser.Options{}).ParseExpr("x[1m]")
	if err != nil {
		return histogramAnswer{Error: err.Error()}
	}
	series := promql.Series{Metric: labels.EmptyLabels()}
	for i, h := range c.List {
		series.Histograms = append(series.Histograms, promql.HPoint{T: int64(i), H: h.toGo()})
	}
	helper := &promql.EvalNodeHelper{}
	out, notes := promql.FunctionCalls[c.Op](nil, promql.Matrix{series}, parser.Expressions{expr}, helper)
	answer := histogramAnswer{}
	warnings, infos := notes.AsStrings("x[1m]", 0, 0)
	answer.Collision = len(warnings) > 0
	answer.Bounds = len(infos) > 0
	if len(out) == 0 {
		answer.Error = "mixed"
		return answer
	}
	answer.Histogram = fromGo(out[0].H)
	return answer
}

func fromClassic(c histogramCase) histogramAnswer {
	t := convertnhcb.NewTempHistogram()
	for _, b := range c.Classic {
		_ = t.SetBucketCount(float64(b.Le), float64(b.Count))
	}
	if c.Count != nil {
		_ = t.SetCount(float64(*c.Count))
	}
	_ = t.SetSum(float64(c.X))
	h, fh, err := t.Convert()
	if err != nil {
		return histogramAnswer{Error: err.Error()}
	}
	if fh == nil {
		if err := h.Validate(); err != nil {
			return histogramAnswer{Error: err.Error()}
		}
		fh = h.ToFloat(nil)
	}
	if err := fh.Validate(); err != nil {
		return histogramAnswer{Error: err.Error()}
	}
	return histogramAnswer{Histogram: fromGo(fh)}
}
