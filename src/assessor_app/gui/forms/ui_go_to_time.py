# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'go_to_time.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QDialog, QHBoxLayout, QLabel,
    QLineEdit, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

class Ui_GoToTime(object):
    def setupUi(self, GoToTime):
        if not GoToTime.objectName():
            GoToTime.setObjectName(u"GoToTime")
        GoToTime.resize(320, 168)
        self.outer = QVBoxLayout(GoToTime)
        self.outer.setSpacing(4)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(24, 20, 24, 20)
        self.time_label = QLabel(GoToTime)
        self.time_label.setObjectName(u"time_label")
        self.time_label.setProperty(u"look", u"title")

        self.outer.addWidget(self.time_label)

        self.time = QLineEdit(GoToTime)
        self.time.setObjectName(u"time")

        self.outer.addWidget(self.time)

        self.problem = QLabel(GoToTime)
        self.problem.setObjectName(u"problem")
        self.problem.setWordWrap(True)
        self.problem.setProperty(u"look", u"bad")

        self.outer.addWidget(self.problem)

        self.stretch = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.stretch)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.push = QSpacerItem(8, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.push)

        self.cancel = QPushButton(GoToTime)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.go = QPushButton(GoToTime)
        self.go.setObjectName(u"go")
        self.go.setProperty(u"look", u"primary")

        self.buttons.addWidget(self.go)


        self.outer.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.time_label.setBuddy(self.time)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(GoToTime)

        self.go.setDefault(True)


        QMetaObject.connectSlotsByName(GoToTime)
    # setupUi

    def retranslateUi(self, GoToTime):
        GoToTime.setWindowTitle(QCoreApplication.translate("GoToTime", u"Go to a time", None))
        self.time_label.setText(QCoreApplication.translate("GoToTime", u"Go to a &time", None))
#if QT_CONFIG(accessibility)
        self.time.setAccessibleName(QCoreApplication.translate("GoToTime", u"Time, for example 12:31.48, 75 seconds, 12m or frame f1234", None))
#endif // QT_CONFIG(accessibility)
        self.time.setPlaceholderText(QCoreApplication.translate("GoToTime", u"12:31.48, 75, 12m or f1234", None))
        self.problem.setText("")
        self.cancel.setText(QCoreApplication.translate("GoToTime", u"Cancel", None))
#if QT_CONFIG(accessibility)
        self.cancel.setAccessibleName(QCoreApplication.translate("GoToTime", u"Cancel", None))
#endif // QT_CONFIG(accessibility)
        self.go.setText(QCoreApplication.translate("GoToTime", u"Go", None))
#if QT_CONFIG(accessibility)
        self.go.setAccessibleName(QCoreApplication.translate("GoToTime", u"Go to this time", None))
#endif // QT_CONFIG(accessibility)
    # retranslateUi

