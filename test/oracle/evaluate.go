package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
	"github.com/prometheus/prometheus/tsdb/chunks"
	"github.com/prometheus/prometheus/util/annotations"
)

// real is a float that JSON knows as a string where it has no number for it.
type real float64

func (r real) MarshalJSON() ([]byte, error) {
	return json.Marshal(realText(float64(r)))
}

func (r *real) UnmarshalJSON(text []byte) error {
	if len(text) > 1 && text[0] == '"' {
		text = text[1 : len(text)-1]
	}
	parsed, err := strconv.ParseFloat(string(text), 64)
	*r = real(parsed)
	return err
}

func realText(f float64) string {
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// histogramFields is a native histogram as it goes over the wire; the spans are pairs of offset and length.
type histogramFields struct {
	Hint            string     `json:"hint"`
	Schema          int32      `json:"schema"`
	ZeroThreshold   real       `json:"zeroThreshold"`
	ZeroCount       real       `json:"zeroCount"`
	Count           real       `json:"count"`
	Sum             real       `json:"sum"`
	PositiveSpans   [][2]int32 `json:"positiveSpans"`
	PositiveBuckets []real     `json:"positiveBuckets"`
	NegativeSpans   [][2]int32 `json:"negativeSpans"`
	NegativeBuckets []real     `json:"negativeBuckets"`
	CustomValues    []real     `json:"customValues,omitempty"`
}

var hints = []string{"unknown", "reset", "not-reset", "gauge"}

func (f *histogramFields) histogram() *histogram.FloatHistogram {
	h := &histogram.FloatHistogram{
		Schema:          f.Schema,
		ZeroThreshold:   float64(f.ZeroThreshold),
		ZeroCount:       float64(f.ZeroCount),
		Count:           float64(f.Count),
		Sum:             float64(f.Sum),
		PositiveSpans:   spans(f.PositiveSpans),
		PositiveBuckets: floats(f.PositiveBuckets),
		NegativeSpans:   spans(f.NegativeSpans),
		NegativeBuckets: floats(f.NegativeBuckets),
		CustomValues:    floats(f.CustomValues),
	}
	for i, hint := range hints {
		if hint == f.Hint {
			h.CounterResetHint = histogram.CounterResetHint(i)
		}
	}
	return h
}

func fieldsOf(h *histogram.FloatHistogram) histogramFields {
	return histogramFields{
		Hint:            hints[h.CounterResetHint],
		Schema:          h.Schema,
		ZeroThreshold:   real(h.ZeroThreshold),
		ZeroCount:       real(h.ZeroCount),
		Count:           real(h.Count),
		Sum:             real(h.Sum),
		PositiveSpans:   pairs(h.PositiveSpans),
		PositiveBuckets: reals(h.PositiveBuckets),
		NegativeSpans:   pairs(h.NegativeSpans),
		NegativeBuckets: reals(h.NegativeBuckets),
		CustomValues:    reals(h.CustomValues),
	}
}

func spans(from [][2]int32) []histogram.Span {
	to := make([]histogram.Span, len(from))
	for i, pair := range from {
		to[i] = histogram.Span{Offset: pair[0], Length: uint32(pair[1])}
	}
	return to
}

func pairs(from []histogram.Span) [][2]int32 {
	to := make([][2]int32, len(from))
	for i, span := range from {
		to[i] = [2]int32{span.Offset, int32(span.Length)}
	}
	return to
}

func floats(from []real) []float64 {
	if from == nil {
		return nil
	}
	to := make([]float64, len(from))
	for i, f := range from {
		to[i] = float64(f)
	}
	return to
}

func reals(from []float64) []real {
	to := make([]real, len(from))
	for i, f := range from {
		to[i] = real(f)
	}
	return to
}

// sampleCase is one stored sample: `v` is a number, "NaN", "+Inf", "-Inf" or "stale", unless there is a histogram.
type sampleCase struct {
	Time      int64            `json:"t"`
	Value     json.RawMessage  `json:"v"`
	Histogram *histogramFields `json:"h"`
	Start     int64            `json:"st"`
}

type stored struct {
	start, time int64
	float       float64
	histogram   *histogram.FloatHistogram
}

func (s stored) ST() int64                     { return s.start }
func (s stored) T() int64                      { return s.time }
func (s stored) F() float64                    { return s.float }
func (s stored) H() *histogram.Histogram       { return nil }
func (s stored) FH() *histogram.FloatHistogram { return s.histogram }
func (s stored) Type() chunkenc.ValueType {
	if s.histogram != nil {
		return chunkenc.ValFloatHistogram
	}
	return chunkenc.ValFloat
}
func (s stored) Copy() chunks.Sample {
	if s.histogram != nil {
		s.histogram = s.histogram.Copy()
	}
	return s
}

// list hands out copies of its histograms, since the engine reuses what an iterator gives it.
type list struct {
	samples []stored
}

func (l list) Get(i int) chunks.Sample { return l.samples[i] }
func (l list) Len() int                { return len(l.samples) }

type copying struct {
	chunkenc.Iterator
}

func (c copying) AtFloatHistogram(into *histogram.FloatHistogram) (int64, *histogram.FloatHistogram) {
	t, h := c.Iterator.AtFloatHistogram(nil)
	if into == nil {
		return t, h.Copy()
	}
	h.CopyTo(into)
	return t, into
}

// memory is a storage over the series of one case, in the order they were given.
type memory struct {
	series []storage.Series
}

func (m *memory) Querier(int64, int64) (storage.Querier, error) { return m, nil }
func (m *memory) Close() error                                  { return nil }
func (m *memory) LabelValues(context.Context, string, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, nil
}

func (m *memory) LabelNames(context.Context, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, nil
}

func (m *memory) Select(_ context.Context, _ bool, _ *storage.SelectHints, matchers ...*labels.Matcher) storage.SeriesSet {
	selected := &selection{at: -1}
	for _, series := range m.series {
		if matches(series.Labels(), matchers) {
			selected.series = append(selected.series, series)
		}
	}
	return selected
}

func matches(set labels.Labels, matchers []*labels.Matcher) bool {
	for _, matcher := range matchers {
		if !matcher.Matches(set.Get(matcher.Name)) {
			return false
		}
	}
	return true
}

type selection struct {
	series []storage.Series
	at     int
}

func (s *selection) Next() bool                      { s.at++; return s.at < len(s.series) }
func (s *selection) At() storage.Series              { return s.series[s.at] }
func (*selection) Err() error                        { return nil }
func (*selection) Warnings() annotations.Annotations { return nil }

type engineOptions struct {
	// Lookback in milliseconds, 0 for 5 m.
	Lookback           int64 `json:"lookback"`
	DelayedNameRemoval bool  `json:"delayedNameRemoval"`
	StartTimestamps    bool  `json:"startTimestamps"`
	TypeAndUnitLabels  bool  `json:"typeAndUnitLabels"`
	// SubqueryStep in milliseconds, 0 for 1 m.
	SubqueryStep int64 `json:"subqueryStep"`
	// Functions, Durations, Extended and Fill turn on the experimental parts of the parser; Experimental all of them.
	Functions    bool `json:"functions"`
	Durations    bool `json:"durations"`
	Extended     bool `json:"extended"`
	Fill         bool `json:"fill"`
	Experimental bool `json:"experimental"`
}

type query struct {
	Expr  string `json:"expr"`
	Start int64  `json:"start"`
	End   int64  `json:"end"`
	// Step is 0 for an instant query at Start.
	Step int64 `json:"step"`
}

type evaluateCase struct {
	Series []struct {
		Labels  map[string]string `json:"labels"`
		Samples []sampleCase      `json:"samples"`
	} `json:"series"`
	Queries []query       `json:"queries"`
	Options engineOptions `json:"options"`
}

type point struct {
	Time      int64            `json:"t"`
	Value     *real            `json:"v,omitempty"`
	Histogram *histogramFields `json:"h,omitempty"`
}

type resultSeries struct {
	Labels map[string]string `json:"labels"`
	Points []point           `json:"points"`
}

type result struct {
	Error    string         `json:"error,omitempty"`
	Type     string         `json:"type,omitempty"`
	Text     string         `json:"text,omitempty"`
	Series   []resultSeries `json:"series"`
	Warnings []string       `json:"warnings"`
	Infos    []string       `json:"infos"`
}

var engines = map[engineOptions]*promql.Engine{}

func engineFor(o engineOptions) *promql.Engine {
	if known := engines[o]; known != nil {
		return known
	}
	subqueryStep := o.SubqueryStep
	if subqueryStep == 0 {
		subqueryStep = time.Minute.Milliseconds()
	}
	engine := promql.NewEngine(promql.EngineOpts{
		MaxSamples:               50_000_000,
		Timeout:                  100 * time.Second,
		LookbackDelta:            time.Duration(o.Lookback) * time.Millisecond,
		NoStepSubqueryIntervalFn: func(int64) int64 { return subqueryStep },
		EnableAtModifier:         true,
		EnableNegativeOffset:     true,
		EnableDelayedNameRemoval: o.DelayedNameRemoval,
		EnableTypeAndUnitLabels:  o.TypeAndUnitLabels,
		UseStartTimestamps:       o.StartTimestamps,
		Parser: parser.NewParser(parser.Options{
			EnableExperimentalFunctions:  o.Functions || o.Experimental,
			ExperimentalDurationExpr:     o.Durations || o.Experimental,
			EnableExtendedRangeSelectors: o.Extended || o.Experimental,
			EnableBinopFillModifiers:     o.Fill || o.Experimental,
		}),
	})
	engines[o] = engine
	return engine
}

// evaluate runs queries over given series with Prometheus' engine: an answer each query, in their order.
func init() {
	commands["evaluate"] = func(line []byte) (any, error) {
		var c evaluateCase
		if err := json.Unmarshal(line, &c); err != nil {
			return nil, err
		}
		source, err := storageOf(c)
		if err != nil {
			return nil, err
		}
		answers := make([]result, len(c.Queries))
		for i, q := range c.Queries {
			answers[i] = run1(engineFor(c.Options), source, q)
		}
		return answers, nil
	}
}

func storageOf(c evaluateCase) (*memory, error) {
	source := &memory{}
	for _, series := range c.Series {
		samples := make([]stored, len(series.Samples))
		for i, s := range series.Samples {
			samples[i] = stored{start: s.Start, time: s.Time}
			switch {
			case s.Histogram != nil:
				samples[i].histogram = s.Histogram.histogram()
			case string(s.Value) == `"stale"`:
				samples[i].float = math.Float64frombits(value.StaleNaN)
			default:
				var f real
				if err := f.UnmarshalJSON(s.Value); err != nil {
					return nil, err
				}
				samples[i].float = float64(f)
			}
		}
		source.series = append(source.series, &storage.SeriesEntry{
			Lset: labels.FromMap(series.Labels),
			SampleIteratorFn: func(chunkenc.Iterator) chunkenc.Iterator {
				return copying{storage.NewListSeriesIterator(list{samples})}
			},
		})
	}
	return source, nil
}

func run1(engine *promql.Engine, source storage.Queryable, q query) result {
	ctx := context.Background()
	var prepared promql.Query
	var err error
	if q.Step == 0 {
		prepared, err = engine.NewInstantQuery(ctx, source, nil, q.Expr, time.UnixMilli(q.Start))
	} else {
		prepared, err = engine.NewRangeQuery(ctx, source, nil, q.Expr, time.UnixMilli(q.Start), time.UnixMilli(q.End), time.Duration(q.Step)*time.Millisecond)
	}
	if err != nil {
		return result{Error: err.Error()}
	}
	defer prepared.Close()
	executed := prepared.Exec(ctx)
	if executed.Err != nil {
		return result{Error: executed.Err.Error()}
	}
	answer := result{Type: string(executed.Value.Type()), Series: []resultSeries{}}
	answer.Warnings, answer.Infos = executed.Warnings.AsStrings(q.Expr, 0, 0)
	switch v := executed.Value.(type) {
	case promql.Scalar:
		answer.Series = append(answer.Series, resultSeries{Points: []point{floatPoint(v.T, v.V)}})
	case promql.String:
		answer.Text = v.V
	case promql.Vector:
		for _, s := range v {
			one := floatPoint(s.T, s.F)
			if s.H != nil {
				one = histogramPoint(s.T, s.H)
			}
			answer.Series = append(answer.Series, resultSeries{Labels: s.Metric.Map(), Points: []point{one}})
		}
	case promql.Matrix:
		for _, s := range v {
			answer.Series = append(answer.Series, resultSeries{Labels: s.Metric.Map(), Points: pointsOf(s)})
		}
	default:
		return result{Error: fmt.Sprintf("unknown type %T", v)}
	}
	return answer
}

func pointsOf(s promql.Series) []point {
	points := make([]point, 0, len(s.Floats)+len(s.Histograms))
	floats, histograms := s.Floats, s.Histograms
	for len(floats)+len(histograms) > 0 {
		if len(histograms) == 0 || len(floats) > 0 && floats[0].T < histograms[0].T {
			points = append(points, floatPoint(floats[0].T, floats[0].F))
			floats = floats[1:]
		} else {
			points = append(points, histogramPoint(histograms[0].T, histograms[0].H))
			histograms = histograms[1:]
		}
	}
	return points
}

func floatPoint(t int64, f float64) point {
	v := real(f)
	return point{Time: t, Value: &v}
}

func histogramPoint(t int64, h *histogram.FloatHistogram) point {
	fields := fieldsOf(h)
	return point{Time: t, Histogram: &fields}
}
