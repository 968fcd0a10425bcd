package main

import (
	"context"
	"math"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
	"github.com/prometheus/prometheus/tsdb/chunks"
	"github.com/prometheus/prometheus/util/annotations"
)

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
