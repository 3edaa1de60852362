namespace Metrics.Forecasting.Smoothing;

/// <summary>
/// The likelihood of a form's parameters and its gradient, by running the recursions forward and their derivatives backward. What is sought is
/// n·log(Σe²), plus 2·Σlog|f| where errors multiply (Hyndman et al., 2008, 5.1): without constants, to be made small.
/// </summary>
internal sealed class EtsLikelihood
{
    private const double LeastDamping = 0.8;
    private const double MostDamping = 0.98;
    private const double LeastWeight = 1e-4;

    // Where R's ets() begins: the level's weight by the season's length, the damping by its place between its bounds; the trend's and the season's by trial.
    private const double FirstAlpha = 0.2;
    private const double FirstBeta = 0.12;
    private const double FirstPhi = 0.99;
    private const double FirstGamma = 0.05;

    // A weak pull of the level's weight (its log-odds) to where it began. On short series the likelihood alone runs to the edges, which R's search,
    // given up before its end, seldom reaches. It counts when forms are compared, too. Found by trial on M3 monthly, both halves.
    private const double Pull = 0.3;

    private readonly EtsForm _form;
    private readonly double[] _values;
    private readonly int _season;
    private readonly double _scale;
    private readonly double[] _point;
    private readonly double[] _level;
    private readonly double[] _trend;
    private readonly double[] _index;
    private readonly double[] _forecast;
    private readonly double[] _error;
    private readonly double[] _states;
    private readonly double[] _adjoint;

    public EtsLikelihood(EtsForm form, double[] values, int season)
    {
        (_form, _values, _season) = (form, values, form.Season == Entry.None ? 1 : season);
        var start = EtsStart.Of(form, values, season);
        _scale = Math.Max(values.Select(Math.Abs).Average(), 1e-12);
        // The season's values may be moved by a constant that the level takes up: all but the last are free.
        _point =
        [
            Free(FirstAlpha / _season), .. form.HasTrend ? [Free(FirstBeta)] : Array.Empty<double>(), .. form.IsDamped ? [Free(FirstPhi)] : Array.Empty<double>(),
            .. form.Season != Entry.None ? [Free(FirstGamma)] : Array.Empty<double>(),
            start.Level / _scale, .. form.HasTrend ? [start.Trend / _scale] : Array.Empty<double>(),
            .. form.Season == Entry.None ? [] : start.Season[..^1].Select(s => form.Season == Entry.Additive ? s / _scale : s),
        ];
        var n = values.Length;
        (_level, _trend, _index, _forecast, _error) = (new double[n], new double[n], new double[n], new double[n], new double[n]);
        (_states, _adjoint) = (new double[_season], new double[_season]);
    }

    /// <summary>Where the search begins.</summary>
    public double[] Start => [.. _point];

    /// <summary>The states after the series, for forecasting.</summary>
    public EtsState State { get; private set; } = null!;

    /// <summary>The likelihood at a point, with the pull, and its gradient there.</summary>
    public double Value(IList<double> point, double[] gradient)
    {
        var p = Unpack(point);
        var likelihood = Forward(p);
        Backward(p, gradient);
        var away = point[0] - _point[0];
        gradient[0] += 2 * Pull * away;
        return likelihood + (Pull * away * away);
    }

    /// <summary>The smoothing weights at a point.</summary>
    public Weights WeightsAt(IList<double> point)
    {
        var at = 0;
        var alpha = Bounded(point[at++], LeastWeight, 1 - LeastWeight);
        var beta = _form.HasTrend ? Bounded(point[at++], LeastWeight, 1 - LeastWeight) : 0;
        var phi = _form.IsDamped ? Bounded(point[at++], LeastDamping, MostDamping) : 1;
        var gamma = _form.Season == Entry.None ? 0 : Bounded(point[at], LeastWeight, 1 - LeastWeight) * (1 - alpha);
        return new Weights(alpha, beta, phi, gamma);
    }

    private static double Free(double share) => Math.Log(share / (1 - share));

    private static double Bounded(double free, double least, double most) => least + ((most - least) / (1 + Math.Exp(-free)));

    private static double BoundedSlope(double value, double least, double most) => (value - least) * (most - value) / (most - least);

    private Weights Unpack(IList<double> point)
    {
        var weights = WeightsAt(point);
        var at = 1 + (_form.HasTrend ? 1 : 0) + (_form.IsDamped ? 1 : 0) + (_form.Season == Entry.None ? 0 : 1);
        weights.Level = point[at++] * _scale;
        weights.Trend = _form.HasTrend ? point[at++] * _scale : 0;
        if (_form.Season == Entry.None) return weights;
        var unit = _form.Season == Entry.Additive ? _scale : 1;
        var last = _form.Season == Entry.Additive ? 0.0 : _season;
        for (var i = 0; i < _season - 1; i++)
        {
            _states[i] = point[at++] * unit;
            last -= _states[i];
        }

        _states[_season - 1] = last;
        return weights;
    }

    private double Forward(Weights w)
    {
        var (level, trend, squares, logs) = (w.Level, w.Trend, 0.0, 0.0);
        var isRelative = _form.Error == Entry.Multiplicative;
        for (int t = 0, place = 0; t < _values.Length; t++, place = place + 1 == _season ? 0 : place + 1)
        {
            var (y, index) = (_values[t], _states[place]);
            var before = level + (w.Phi * trend);
            var f = _form.Season switch { Entry.Additive => before + index, Entry.Multiplicative => before * index, _ => before };
            var e = isRelative ? (y - f) / f : y - f;
            (_level[t], _trend[t], _index[t], _forecast[t], _error[t]) = (level, trend, index, f, e);
            squares += e * e;
            if (isRelative) logs += Math.Log(Math.Abs(f));
            var observed = _form.Season switch { Entry.Additive => y - index, Entry.Multiplicative => y / index, _ => y };
            var next = before + (w.Alpha * (observed - before));
            if (_form.HasTrend) trend = (w.Phi * trend) + (w.Beta * (next - level - (w.Phi * trend)));
            level = next;
            if (_form.Season != Entry.None) _states[place] = index + (w.Gamma * ((_form.Season == Entry.Additive ? y - before : y / before) - index));
        }

        State = new EtsState(level, trend, _states, _values.Length % _season, squares);
        w.Squares = squares;
        return (_values.Length * Math.Log(squares)) + (2 * logs);
    }

    private void Backward(Weights w, double[] gradient)
    {
        Array.Clear(_adjoint);
        var unit = 2 * _values.Length / w.Squares;
        double toLevel = 0, toTrend = 0, toAlpha = 0, toBeta = 0, toPhi = 0, toGamma = 0;
        for (int t = _values.Length - 1, place = t % _season; t >= 0; t--, place = place == 0 ? _season - 1 : place - 1)
        {
            var (y, level, trend, index, f, e) = (_values[t], _level[t], _trend[t], _index[t], _forecast[t], _error[t]);
            var before = level + (w.Phi * trend);
            var observed = _form.Season switch { Entry.Additive => y - index, Entry.Multiplicative => y / index, _ => y };
            var next = before + (w.Alpha * (observed - before));
            double toBefore = 0, toIndex = 0, toOldLevel = 0, toOldTrend = 0;
            if (_form.HasTrend)
            {
                toLevel += toTrend * w.Beta;
                toBeta += toTrend * (next - level - (w.Phi * trend));
                toOldTrend = toTrend * w.Phi * (1 - w.Beta);
                toOldLevel = -toTrend * w.Beta;
                toPhi += toTrend * trend * (1 - w.Beta);
            }

            if (_form.Season != Entry.None)
            {
                var toState = _adjoint[place];
                var isAdditive = _form.Season == Entry.Additive;
                toIndex = toState * (1 - w.Gamma);
                toGamma += toState * ((isAdditive ? y - before : y / before) - index);
                toBefore -= toState * w.Gamma * (isAdditive ? 1 : y / (before * before));
                toIndex -= toLevel * w.Alpha * (isAdditive ? 1 : y / (index * index));
            }

            toBefore += toLevel * (1 - w.Alpha);
            toAlpha += toLevel * (observed - before);
            var toForecast = _form.Error == Entry.Multiplicative ? (-unit * e * y / (f * f)) + (2 / f) : -unit * e;
            switch (_form.Season)
            {
                case Entry.Additive:
                    toBefore += toForecast;
                    toIndex += toForecast;
                    break;
                case Entry.Multiplicative:
                    toBefore += toForecast * index;
                    toIndex += toForecast * before;
                    break;
                default:
                    toBefore += toForecast;
                    break;
            }

            _adjoint[place] = toIndex;
            toLevel = toOldLevel + toBefore;
            toPhi += toBefore * trend;
            toTrend = toOldTrend + (toBefore * w.Phi);
        }

        Gather(w, new Slopes(toAlpha, toBeta, toPhi, toGamma, toLevel, toTrend), gradient);
    }

    // From the derivatives by weights and states to those by the free numbers that stand for them.
    private void Gather(Weights w, Slopes to, double[] gradient)
    {
        var (at, alpha) = (0, to.Alpha);
        // The season's weight is a share of what the level's leaves.
        if (_form.Season != Entry.None) alpha -= to.Gamma * w.Gamma / (1 - w.Alpha);
        gradient[at++] = alpha * BoundedSlope(w.Alpha, LeastWeight, 1 - LeastWeight);
        if (_form.HasTrend) gradient[at++] = to.Beta * BoundedSlope(w.Beta, LeastWeight, 1 - LeastWeight);
        if (_form.IsDamped) gradient[at++] = to.Phi * BoundedSlope(w.Phi, LeastDamping, MostDamping);
        if (_form.Season != Entry.None) gradient[at++] = to.Gamma * (1 - w.Alpha) * BoundedSlope(w.Gamma / (1 - w.Alpha), LeastWeight, 1 - LeastWeight);
        gradient[at++] = to.Level * _scale;
        if (_form.HasTrend) gradient[at++] = to.Trend * _scale;
        for (var i = 0; at < gradient.Length; i++) gradient[at++] = (_adjoint[i] - _adjoint[_season - 1]) * (_form.Season == Entry.Additive ? _scale : 1);
    }

    private readonly record struct Slopes(double Alpha, double Beta, double Phi, double Gamma, double Level, double Trend);

    /// <summary>The weights, and the states before the series.</summary>
    internal sealed class Weights(double alpha, double beta, double phi, double gamma)
    {
        /// <summary>Of the level.</summary>
        public double Alpha { get; } = alpha;

        /// <summary>Of the trend, as a share of the level's.</summary>
        public double Beta { get; } = beta;

        /// <summary>How much of the trend is left a step later.</summary>
        public double Phi { get; } = phi;

        /// <summary>Of the season.</summary>
        public double Gamma { get; } = gamma;

        public double Level { get; set; }

        public double Trend { get; set; }

        public double Squares { get; set; }
    }
}

/// <summary>The states after a series.</summary>
/// <param name="Level">The level.</param>
/// <param name="Trend">The trend.</param>
/// <param name="Season">The season's values.</param>
/// <param name="Place">The place in the season of the value to come.</param>
/// <param name="Squares">The sum of squared errors.</param>
internal sealed record EtsState(double Level, double Trend, double[] Season, int Place, double Squares);
